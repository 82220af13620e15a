namespace Hikyaku.Mail.Store;

/// <summary>What happened in a mailbox after a modseq.</summary>
/// <param name="Changed">Entries that are new or changed, by UID.</param>
/// <param name="Vanished">UIDs that were expunged, ascending; may name more than were expunged since (RFC 7162 §3.2.5.1).</param>
/// <param name="HighestModSeq">The newest change that is included.</param>
public sealed record MailboxChanges(IReadOnlyList<MessageEntry> Changed, IReadOnlyList<uint> Vanished, ulong HighestModSeq);
