namespace Hikyaku.Mail.Store;

/// <summary>What is known of a message without reading it.</summary>
/// <param name="Uid">Its UID.</param>
/// <param name="ModSeq">The unit of work that changed it last.</param>
/// <param name="Flags">Its system flags.</param>
/// <param name="Keywords">Its keywords; equal sets are the same instance.</param>
/// <param name="Size">Its octets.</param>
/// <param name="InternalDate">INTERNALDATE.</param>
/// <param name="SavedDate">When it came into this mailbox (RFC 8514).</param>
public readonly record struct MessageEntry(
    uint Uid, ulong ModSeq, MessageFlags Flags, IReadOnlyList<string> Keywords, long Size, DateTimeOffset InternalDate, DateTimeOffset SavedDate);
