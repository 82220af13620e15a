namespace Hikyaku.Mail.Searching.Indexing;

/// <summary>What was done about the messages of a mailbox.</summary>
/// <param name="Indexed">They are in the index.</param>
/// <param name="Skipped">They have too many tokens for it.</param>
public sealed record IndexCoverage(UidSet Indexed, UidSet Skipped);
