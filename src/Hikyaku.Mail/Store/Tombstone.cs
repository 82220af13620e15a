namespace Hikyaku.Mail.Store;

/// <summary>What one unit expunged from a mailbox.</summary>
public readonly record struct Tombstone(ulong ModSeq, uint[] Uids);
