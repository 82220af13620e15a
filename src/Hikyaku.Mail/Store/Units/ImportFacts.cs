namespace Hikyaku.Mail.Store.Units;

/// <summary>What an imported message keeps of its source.</summary>
public sealed record ImportFacts(string SourceKey, string? Pop3Uidl, long? Pop3Order);
