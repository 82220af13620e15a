namespace Hikyaku.Mail.Store.Units;

/// <summary>The counts of a mailbox after the unit.</summary>
/// <param name="Id">The mailbox.</param>
/// <param name="UidNext">UIDNEXT.</param>
/// <param name="HighestModSeq">Its newest change.</param>
/// <param name="Exists">Its messages.</param>
/// <param name="Unseen">Those without \Seen.</param>
/// <param name="Deleted">Those with \Deleted.</param>
/// <param name="Bytes">Their octets.</param>
/// <param name="RecentUid">The first UID that no read-write session has seen.</param>
public sealed record MailboxCounters(
    MailboxId Id, uint UidNext, ulong HighestModSeq, int Exists, int Unseen, int Deleted, long Bytes, uint RecentUid) : Mutation;
