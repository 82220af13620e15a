namespace Hikyaku.Mail.Store.Units;

/// <summary>The account goes, with everything.</summary>
public sealed record AccountRemove : Mutation;
