namespace Hikyaku.Mail.Searching.Indexing;

/// <summary>What an index knows.</summary>
/// <param name="Covered">The messages that it knows; of others it says nothing.</param>
/// <param name="Found">Those that have the tokens.</param>
public sealed record IndexAnswer(UidSet Covered, UidSet Found);
