using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>The mail of an account that an import fills: the store's, or, in a dry run, a picture of it that only the run sees.</summary>
internal interface IImportTarget
{
    /// <summary>All mailboxes.</summary>
    IReadOnlyList<MailboxInfo> Mailboxes { get; }

    /// <summary>Subscribed names.</summary>
    IReadOnlyCollection<string> Subscriptions { get; }

    /// <summary>What the account occupies.</summary>
    QuotaUsage Usage { get; }

    /// <summary>Finds a mailbox by name.</summary>
    MailboxInfo? Find(string name);

    /// <summary>Finds a mailbox.</summary>
    MailboxInfo? Find(MailboxId id);

    /// <summary>Makes a mailbox or adopts one; throws <see cref="ArgumentException"/> for what is no name.</summary>
    ValueTask<MailboxId> Make(ImportedMailbox mailbox, CancellationToken cancellation);

    /// <summary>Renames a mailbox with its inferiors; whether that could be.</summary>
    ValueTask<bool> Rename(MailboxId mailbox, string name, CancellationToken cancellation);

    /// <summary>Removes a mailbox.</summary>
    ValueTask Delete(MailboxId mailbox, CancellationToken cancellation);

    /// <summary>Subscribes to a name or ends that.</summary>
    ValueTask SetSubscribed(string name, bool subscribed, CancellationToken cancellation);

    /// <summary>Calls for each imported message that is still there with its UID and its key.</summary>
    ValueTask EachKey(MailboxId mailbox, Action<uint, string> each, CancellationToken cancellation);

    /// <summary>The messages that were there before this run; null when there were none.</summary>
    ValueTask<MailboxIndex?> Index(MailboxId mailbox, CancellationToken cancellation);

    /// <summary>Takes messages over.</summary>
    ValueTask<ImportResult> Import(MailboxId mailbox, IReadOnlyList<ImportedMessage> messages, CancellationToken cancellation);

    /// <summary>What POP3 calls the imported messages of a range of UIDs that are still there.</summary>
    ValueTask<IReadOnlyList<ImportedName>> Names(MailboxId mailbox, uint first, uint last, CancellationToken cancellation);

    /// <summary>Has POP3 call messages otherwise.</summary>
    ValueTask SetNames(MailboxId mailbox, IReadOnlyList<ImportedName> names, CancellationToken cancellation);

    /// <summary>Changes flags; whether that could be.</summary>
    ValueTask<bool> StoreFlags(MailboxId mailbox, IReadOnlyList<uint> uids, FlagChange change, CancellationToken cancellation);

    /// <summary>Removes messages; how many there were.</summary>
    ValueTask<int> Remove(MailboxId mailbox, IReadOnlyList<uint> uids, CancellationToken cancellation);
}
