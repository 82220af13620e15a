using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Changes;

namespace Hikyaku.Mail.Store;

/// <summary>
/// The mail of an account: reads, and units of work that happen whole or not at all. Names of mailboxes are UTF-8 with '/' between levels. Every
/// change may throw <see cref="StoreUnavailableException"/>; then nothing of it happened.
/// </summary>
public sealed class MailAccount
{
    private readonly MailboxEdits _mailboxes;
    private readonly MessageEdits _messages;
    private readonly MessageReads _reads;
    private readonly AccountImport _import;
    private readonly AnnotationEdits _annotations;
    private readonly MessageIdentities _identities;

    internal MailAccount(AccountCore core)
    {
        Core = core;
        core.Owner = this;
        (_mailboxes, _messages, _reads, _import, _annotations) = (new(core), new(core), new(core), new(core), new(core));
        _identities = new MessageIdentities(core, _reads);
    }

    /// <summary>The account.</summary>
    public Directory.AccountId Id => Core.Id;

    /// <summary>What it occupies.</summary>
    public QuotaUsage Usage => Core.Memory.Usage;

    /// <summary>The newest unit of work.</summary>
    public ulong HighestModSeq => Core.Memory.ModSeq;

    /// <summary>All mailboxes with their counts, by name.</summary>
    public IReadOnlyList<MailboxInfo> Mailboxes => Core.Memory.Mailboxes;

    /// <summary>The subscribed names, by name; there may be no mailbox of a name.</summary>
    public IReadOnlyList<string> Subscriptions => Core.Memory.Subscriptions;

    internal AccountCore Core { get; }

    /// <summary>Finds a mailbox by name; INBOX in any case.</summary>
    public MailboxInfo? Find(string name) => MailboxName.Normalize(name, Core.Parts.Limits) is { } normal ? Core.Memory.Find(normal) : null;

    /// <summary>Finds a mailbox.</summary>
    public MailboxInfo? Find(MailboxId id) => Core.Memory.Find(id);

    /// <summary>Makes a mailbox; not its superiors.</summary>
    public ValueTask<MailboxResult> Create(string name, SpecialUse use, CancellationToken cancellation) => _mailboxes.Create(name, use, cancellation);

    /// <summary>Renames a mailbox and its inferiors; INBOX gives its messages to a new mailbox and stays (RFC 9051 §6.3.6).</summary>
    public ValueTask<MailboxResult> Rename(MailboxId id, string newName, CancellationToken cancellation) => _mailboxes.Rename(id, newName, cancellation);

    /// <summary>Removes a mailbox with its messages; inferiors and subscriptions stay.</summary>
    public ValueTask<MailboxResult> Delete(MailboxId id, CancellationToken cancellation) => _mailboxes.Delete(id, cancellation);

    /// <summary>Subscribes to a name or ends that; null when it is so now.</summary>
    public ValueTask<MailboxRefusal?> SetSubscribed(string name, bool subscribed, CancellationToken cancellation) =>
        _mailboxes.SetSubscribed(name, subscribed, cancellation);

    /// <summary>A mailbox's messages in memory; loaded once, kept current. Null when there is no such mailbox.</summary>
    public async ValueTask<MailboxIndex?> Index(MailboxId id, CancellationToken cancellation)
    {
        using var held = await Core.Enter(cancellation);
        return await Core.Index(id, cancellation);
    }

    /// <summary>The octets that an expunge of a mailbox would free; loads none of its messages into memory.</summary>
    public ValueTask<long> DeletedOctets(MailboxId mailbox, CancellationToken cancellation) =>
        Core.Read(db => db.CountDeletedOctets(mailbox, cancellation), cancellation);

    /// <summary>Adds messages, all or none (RFC 3502). The quotas are limits of the account, 0 for none.</summary>
    public ValueTask<AppendResult> Append(
        MailboxId mailbox, IReadOnlyList<AppendMessage> messages, long quotaBytes, long quotaMessages, CancellationToken cancellation) =>
        _messages.Append(mailbox, messages, quotaBytes, quotaMessages, cancellation);

    /// <summary>Adds a message and removes another one, in one unit: at any moment there is one of the two (RFC 8508).</summary>
    public ValueTask<AppendResult> Replace(
        MailboxId from, uint uid, MailboxId to, AppendMessage message, long quotaBytes, long quotaMessages, CancellationToken cancellation) =>
        _messages.Replace(from, uid, to, message, quotaBytes, quotaMessages, cancellation);

    /// <summary>Copies messages; those that are gone are left out.</summary>
    public ValueTask<CopyResult> Copy(
        MailboxId from, IReadOnlyList<uint> uids, MailboxId to, long quotaBytes, long quotaMessages, CancellationToken cancellation) =>
        _messages.Transfer(from, uids, to, isMove: false, quotaBytes, quotaMessages, cancellation);

    /// <summary>Moves messages in one unit: at any moment each is in exactly one place (RFC 6851).</summary>
    public ValueTask<CopyResult> Move(MailboxId from, IReadOnlyList<uint> uids, MailboxId to, CancellationToken cancellation) =>
        _messages.Transfer(from, uids, to, isMove: true, 0, 0, cancellation);

    /// <summary>Changes flags; those changed after <paramref name="unchangedSince"/> are left alone and reported.</summary>
    public ValueTask<StoreResult> StoreFlags(
        MailboxId mailbox, IReadOnlyList<uint> uids, FlagChange change, ulong? unchangedSince, CancellationToken cancellation) =>
        _messages.StoreFlags(mailbox, uids, change, unchangedSince, cancellation);

    /// <summary>Removes the messages with \Deleted among the UIDs, or among all; answers which.</summary>
    public ValueTask<IReadOnlyList<uint>> Expunge(MailboxId mailbox, IReadOnlyList<uint>? uids, CancellationToken cancellation) =>
        _messages.Remove(mailbox, uids, onlyDeleted: true, cancellation);

    /// <summary>Removes messages whatever their flags; answers which existed.</summary>
    public ValueTask<IReadOnlyList<uint>> Remove(MailboxId mailbox, IReadOnlyList<uint> uids, CancellationToken cancellation) =>
        _messages.Remove(mailbox, uids, onlyDeleted: false, cancellation);

    /// <summary>The details of messages, in the order of the UIDs; those that are gone are left out.</summary>
    public ValueTask<IReadOnlyList<MessageDetails>> Details(
        MailboxId mailbox, IReadOnlyList<uint> uids, DetailFields wanted, CancellationToken cancellation) =>
        _reads.Details(mailbox, uids, wanted, cancellation);

    /// <summary>The identities of messages, whose UIDs ascend (RFC 8474); those that are gone are left out. Conversations are found only when asked for.</summary>
    public ValueTask<IReadOnlyList<MessageObjects>> Objects(MailboxId mailbox, IReadOnlyList<uint> uids, bool withThreads, CancellationToken cancellation) =>
        _identities.Of(mailbox, uids, withThreads, cancellation);

    /// <summary>What authorizes URLs of a mailbox's messages (RFC 4467 §4); null when nothing does.</summary>
    public ValueTask<byte[]?> UrlKey(MailboxId mailbox, CancellationToken cancellation) => Core.Read(db => db.ReadUrlKey(mailbox, cancellation), cancellation);

    /// <summary>Gives mailboxes new such keys; false when one of them is gone.</summary>
    public ValueTask<bool> ResetUrlKeys(IReadOnlyList<MailboxId> mailboxes, CancellationToken cancellation) => _mailboxes.ResetUrlKeys(mailboxes, cancellation);

    /// <summary>Opens a message's octets; null when it is gone.</summary>
    public ValueTask<MessageReader?> OpenMessage(MailboxId mailbox, uint uid, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? ValueTask.FromCanceled<MessageReader?>(cancellation) : new(_reads.Open(mailbox, uid));

    /// <summary>INBOX as POP3 lists it.</summary>
    public ValueTask<Pop3Listing> Pop3(CancellationToken cancellation) => _reads.Pop3(Find(MailboxName.Inbox)!.Id, cancellation);

    /// <summary>Calls after each unit of work until the result is disposed; on any thread, and it must not block.</summary>
    public IDisposable Observe(Action<ulong> changed) => Core.Parts.Feed.Watch(Id, changed);

    /// <summary>Keeps what changes from now on until it is disposed, for whoever must tell it in order; <see cref="Observe"/> wakes him.</summary>
    public AccountFollower Follow(ChangeKinds kinds) => Core.Followers.Add(kinds);

    /// <summary>What others may do with a mailbox.</summary>
    public IReadOnlyDictionary<Sharing.Grantee, MailboxRights> Rights(MailboxId mailbox) => Core.Memory.Rights.Of(mailbox);

    /// <summary>Whether someone has rights on any mailbox.</summary>
    public bool HasRights(Sharing.Grantee grantee) => Core.Memory.Rights.IsGranted(grantee);

    /// <summary>Gives someone rights on a mailbox, or takes them away; false when the mailbox is gone or is given to too many.</summary>
    public ValueTask<bool> SetRights(MailboxId mailbox, Sharing.Grantee grantee, MailboxRights rights, CancellationToken cancellation) =>
        _mailboxes.SetRights(mailbox, grantee, rights, cancellation);

    /// <summary>The annotations of a mailbox, 0 for the account's own: those that all see, and those of a reader.</summary>
    public ValueTask<IReadOnlyList<Annotation>> Annotations(MailboxId mailbox, Directory.AccountId reader, CancellationToken cancellation) =>
        Core.Read(db => db.ReadAnnotations(mailbox, reader, everybody: false, cancellation), cancellation);

    /// <summary>The values of one annotation, by mailbox; in one read, however many mailboxes there are.</summary>
    public async ValueTask<IReadOnlyDictionary<MailboxId, byte[]>> AnnotationsNamed(string name, Directory.AccountId reader, CancellationToken cancellation) =>
        new Dictionary<MailboxId, byte[]>(await Core.Read(db => db.ReadAnnotation(name, reader, cancellation), cancellation));

    /// <summary>Sets annotations of a mailbox, or takes them away, and may give it another use; all or none.</summary>
    public ValueTask<AnnotationResult> Annotate(
        MailboxId mailbox, IReadOnlyList<Annotation> changes, SpecialUse? use, CancellationToken cancellation) =>
        _annotations.Change(mailbox, changes, use, cancellation);

    /// <summary>Makes a mailbox for an import, or adopts the one of that name.</summary>
    /// <exception cref="ArgumentException">The name is no mailbox name.</exception>
    public ValueTask<MailboxId> ImportMailbox(ImportedMailbox mailbox, CancellationToken cancellation) => _import.Mailbox(mailbox, cancellation);

    /// <summary>The UIDs of the messages that were imported into a mailbox and are still there, by their source's key.</summary>
    public ValueTask<IReadOnlyDictionary<string, uint>> ImportedKeys(MailboxId mailbox, CancellationToken cancellation) =>
        _import.Keys(mailbox, cancellation);

    /// <summary>The same, one at a time: the UID and the key.</summary>
    public ValueTask ImportedKeys(MailboxId mailbox, Action<uint, string> each, CancellationToken cancellation) =>
        _import.EachKey(mailbox, each, cancellation);

    /// <summary>What POP3 calls the messages that were imported into a mailbox and are still there, of a range of UIDs.</summary>
    public ValueTask<IReadOnlyList<ImportedName>> ImportedNames(MailboxId mailbox, uint first, uint last, CancellationToken cancellation) =>
        _import.Names(mailbox, first, last, cancellation);

    /// <summary>Has POP3 call imported messages otherwise; durable when it returns. Those that are gone are left out.</summary>
    public ValueTask RenameImported(MailboxId mailbox, IReadOnlyList<ImportedName> names, CancellationToken cancellation) =>
        _import.Rename(mailbox, names, cancellation);

    /// <summary>Takes over a batch of messages; durable when it returns. A message whose source fails is left out and reported.</summary>
    public ValueTask<ImportResult> ImportMessages(MailboxId mailbox, IReadOnlyList<ImportedMessage> messages, CancellationToken cancellation) =>
        _import.Messages(mailbox, messages, cancellation);
}
