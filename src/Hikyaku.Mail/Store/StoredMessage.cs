namespace Hikyaku.Mail.Store;

/// <summary>A message's row.</summary>
public readonly record struct StoredMessage(
    uint Uid, ulong ModSeq, MessageFlags Flags, string Keywords, long Size, long InternalDate, short ZoneMinutes, long SavedDate);
