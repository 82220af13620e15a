namespace Hikyaku.Mail.Searching;

/// <summary>A message that a search found.</summary>
/// <param name="Uid">Its UID.</param>
/// <param name="ModSeq">The unit of work that changed it last.</param>
public readonly record struct FoundMessage(uint Uid, ulong ModSeq);
