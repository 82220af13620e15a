namespace Hikyaku.Protocols.Imap;

/// <summary>A message that a search found.</summary>
internal readonly record struct FoundMessage(uint Uid, int Sequence, ulong ModSeq);
