namespace Hikyaku.Mail.Store;

/// <summary>The counts of an account's mailboxes against its rows, after its database was made anew.</summary>
internal static class AccountCounts
{
    /// <summary>The account with what its rows say; changes nothing.</summary>
    public static async ValueTask<StoredAccount> Count(StoredAccount stored, IAccountDatabase database, CancellationToken cancellation)
    {
        var counted = new List<MailboxInfo>(stored.Mailboxes.Count);
        foreach (var mailbox in stored.Mailboxes)
        {
            var counts = mailbox.WithoutMessages();
            await database.ReadMessages(mailbox.Id, row => counts = counts.With(row), cancellation);
            counted.Add(counts);
        }

        return stored with { Mailboxes = counted };
    }

    /// <summary>
    /// Writes down what was counted. What sessions saw before can not be taken back: no UID is given out twice (RFC 9051 §2.3.1.1) and no HIGHESTMODSEQ
    /// goes back (RFC 7162 §3.1.2.1).
    /// </summary>
    public static async ValueTask Settle(AccountCore core, AccountMemory? before, StoredAccount counted)
    {
        var draft = core.Draft(Math.Max(core.Memory.ModSeq, before?.ModSeq ?? 0) + 1);
        foreach (var mailbox in counted.Mailboxes)
        {
            if (core.Memory.Find(mailbox.Id) is not { } now)
            {
                continue;
            }

            var known = before?.Find(mailbox.Id) is { } seen && seen.UidValidity == now.UidValidity ? seen : now;
            var right = now with
            {
                Exists = mailbox.Exists,
                Unseen = mailbox.Unseen,
                Deleted = mailbox.Deleted,
                Bytes = mailbox.Bytes,
                UidNext = Math.Max(mailbox.UidNext, known.UidNext),
                HighestModSeq = Math.Max(now.HighestModSeq, known.HighestModSeq),
            };
            if (right != now)
            {
                draft.Touch(right with { HighestModSeq = draft.ModSeq });
            }
        }

        if (draft.HasTouched)
        {
            await core.Commit(draft, [], durable: true);
        }
    }
}
