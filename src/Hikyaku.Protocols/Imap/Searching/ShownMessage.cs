namespace Hikyaku.Protocols.Imap.Searching;

/// <summary>A message of a result that the client knows.</summary>
internal readonly record struct ShownMessage(uint Uid, uint Sequence, ulong ModSeq);
