namespace Hikyaku.Mail.Store;

/// <summary>An account as its database has it.</summary>
/// <param name="ModSeq">The last unit that was applied; 0 in a new database.</param>
/// <param name="Epoch">The epoch of that unit.</param>
/// <param name="NextMailboxId">The next mailbox's number.</param>
/// <param name="LastUidValidity">The greatest UIDVALIDITY that a mailbox ever had.</param>
/// <param name="Mailboxes">Its mailboxes.</param>
/// <param name="Subscriptions">The subscribed names.</param>
/// <param name="HasUnanalyzed">Whether messages have no details yet.</param>
public sealed record StoredAccount(
    ulong ModSeq,
    long Epoch,
    long NextMailboxId,
    uint LastUidValidity,
    IReadOnlyList<MailboxInfo> Mailboxes,
    IReadOnlyList<string> Subscriptions,
    bool HasUnanalyzed = false)
{
    /// <summary>What others may do with its mailboxes.</summary>
    public IReadOnlyList<StoredRights> Rights { get; init; } = [];
}
