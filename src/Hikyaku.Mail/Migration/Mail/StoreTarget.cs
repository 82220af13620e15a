using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>The store itself.</summary>
internal sealed class StoreTarget(MailAccount mail) : IImportTarget
{
    public IReadOnlyList<MailboxInfo> Mailboxes => mail.Mailboxes;

    public IReadOnlyCollection<string> Subscriptions => mail.Subscriptions;

    public QuotaUsage Usage => mail.Usage;

    public MailboxInfo? Find(string name) => mail.Find(name);

    public MailboxInfo? Find(MailboxId id) => mail.Find(id);

    public ValueTask<MailboxId> Make(ImportedMailbox mailbox, CancellationToken cancellation) => mail.ImportMailbox(mailbox, cancellation);

    public async ValueTask<bool> Rename(MailboxId mailbox, string name, CancellationToken cancellation) =>
        await mail.Rename(mailbox, name, cancellation) is MailboxResult.Done;

    public async ValueTask Delete(MailboxId mailbox, CancellationToken cancellation) => await mail.Delete(mailbox, cancellation);

    public async ValueTask SetSubscribed(string name, bool subscribed, CancellationToken cancellation) =>
        await mail.SetSubscribed(name, subscribed, cancellation);

    public ValueTask EachKey(MailboxId mailbox, Action<uint, string> each, CancellationToken cancellation) => mail.ImportedKeys(mailbox, each, cancellation);

    public ValueTask<MailboxIndex?> Index(MailboxId mailbox, CancellationToken cancellation) => mail.Index(mailbox, cancellation);

    public ValueTask<ImportResult> Import(MailboxId mailbox, IReadOnlyList<ImportedMessage> messages, CancellationToken cancellation) =>
        mail.ImportMessages(mailbox, messages, cancellation);

    public ValueTask<IReadOnlyList<ImportedName>> Names(MailboxId mailbox, uint first, uint last, CancellationToken cancellation) => mail.ImportedNames(mailbox, first, last, cancellation);

    public ValueTask SetNames(MailboxId mailbox, IReadOnlyList<ImportedName> names, CancellationToken cancellation) =>
        mail.RenameImported(mailbox, names, cancellation);

    public async ValueTask<bool> StoreFlags(MailboxId mailbox, IReadOnlyList<uint> uids, FlagChange change, CancellationToken cancellation) =>
        await mail.StoreFlags(mailbox, uids, change, null, cancellation) is StoreResult.Done;

    public async ValueTask<int> Remove(MailboxId mailbox, IReadOnlyList<uint> uids, CancellationToken cancellation) =>
        (await mail.Remove(mailbox, uids, cancellation)).Count;
}
