using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>What an account gets when it is opened for the first time, ever or after a crash.</summary>
internal static class AccountBirth
{
    // More units than an account can lose between two checkpoints.
    private const ulong CrashGap = 1 << 24;

    /// <summary>The mailboxes that an account begins with; it is subscribed to them.</summary>
    public static readonly (string Name, SpecialUse Use)[] Mailboxes =
    [
        (MailboxName.Inbox, SpecialUse.None), ("Drafts", SpecialUse.Drafts), ("Sent", SpecialUse.Sent), ("Trash", SpecialUse.Trash),
        ("Junk", SpecialUse.Junk), ("Archive", SpecialUse.Archive),
    ];

    public static async ValueTask Prepare(AccountCore core, StoredAccount stored)
    {
        if (stored.ModSeq == 0)
        {
            await Create(core);
        }
        else if (stored.Epoch <= core.Parts.Volume.LastUncleanEpoch)
        {
            await SkipLostModSeqs(core);
        }
    }

    private static async ValueTask Create(AccountCore core)
    {
        var draft = core.Draft();
        foreach (var (name, use) in Mailboxes)
        {
            draft.CreateMailbox(name, use);
            draft.Add(new SubscriptionPut(name, Subscribed: true));
        }

        await core.Commit(draft, [], durable: true);
    }

    // RFC 7162 §3.1.2.1: HIGHESTMODSEQ must never go back. Changes of flags do not wait for the disk, so a power cut may have taken units that
    // clients saw: no modseq of those may come again, nor any mailbox show a lower one than it did.
    private static async ValueTask SkipLostModSeqs(AccountCore core)
    {
        var memory = core.Memory;
        var draft = core.Draft(memory.ModSeq + CrashGap);
        foreach (var mailbox in memory.Mailboxes)
        {
            draft.Touch(mailbox with { HighestModSeq = draft.ModSeq });
        }

        await core.Commit(draft, [], durable: true);
    }
}
