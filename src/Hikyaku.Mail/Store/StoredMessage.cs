namespace Hikyaku.Mail.Store;

/// <summary>A message's row; in the index of a mailbox it is without its checksum.</summary>
public readonly record struct StoredMessage(
    uint Uid, ulong ModSeq, MessageFlags Flags, string Keywords, long Size, long InternalDate, short ZoneMinutes, long SavedDate,
    uint? Checksum = null);
