namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>What an import will do to the directory; what cannot be mapped is in the report.</summary>
public sealed record ImportPlan(IReadOnlyList<PlannedDomain> Domains);
