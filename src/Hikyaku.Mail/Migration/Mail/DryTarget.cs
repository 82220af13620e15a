using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>Answers as the store would and changes nothing: mailboxes and UIDs that a run would make are kept here.</summary>
internal sealed class DryTarget : IImportTarget
{
    private static readonly StoreLimits Limits = new();
    private readonly MailAccount? _mail;
    private readonly bool _reads;
    private readonly Dictionary<MailboxId, MailboxInfo> _mailboxes;
    private readonly SortedSet<string> _subscriptions;

    /// <summary>Pictures an account, or, with null, one that is not made yet.</summary>
    /// <param name="mail">The account.</param>
    /// <param name="reads">Whether messages are read for the length that they will have; else it is that of their files.</param>
    public DryTarget(MailAccount? mail, bool reads)
    {
        (_mail, _reads, Usage) = (mail, reads, mail?.Usage ?? default);
        _mailboxes = (mail?.Mailboxes ?? Fresh()).ToDictionary(mailbox => mailbox.Id);
        _subscriptions = new SortedSet<string>(mail?.Subscriptions ?? Mailboxes.Select(mailbox => mailbox.Name), StringComparer.Ordinal);
    }

    public IReadOnlyList<MailboxInfo> Mailboxes => [.. _mailboxes.Values.OrderBy(mailbox => mailbox.Name, StringComparer.Ordinal)];

    public IReadOnlyCollection<string> Subscriptions => _subscriptions;

    public QuotaUsage Usage { get; private set; }

    public MailboxInfo? Find(string name) =>
        MailboxName.Normalize(name, Limits) is { } normal ? _mailboxes.Values.FirstOrDefault(mailbox => mailbox.Name == normal) : null;

    public MailboxInfo? Find(MailboxId id) => _mailboxes.GetValueOrDefault(id);

    public ValueTask<MailboxId> Make(ImportedMailbox mailbox, CancellationToken cancellation)
    {
        var name = MailboxName.Normalize(mailbox.Name, Limits) ?? throw new ArgumentException(mailbox.Name, nameof(mailbox));
        var known = mailbox.Existing is { } id ? Find(id) : Find(name);
        if (known is null && mailbox.Existing is { } gone)
        {
            return new ValueTask<MailboxId>(gone);
        }

        known ??= new MailboxInfo { Id = NextId(), Name = name, UidValidity = Math.Max(1, mailbox.UidValidity) };
        _mailboxes[known.Id] = known with
        {
            SpecialUse = mailbox.ReplacesUse ? mailbox.Use : known.SpecialUse,
            UidValidity = mailbox.UidValidity != 0 && known is { UidNext: 1, Exists: 0 } ? mailbox.UidValidity : known.UidValidity,
            UidNext = Math.Max(known.UidNext, mailbox.UidNext),
        };
        return new ValueTask<MailboxId>(known.Id);
    }

    public ValueTask<bool> Rename(MailboxId mailbox, string name, CancellationToken cancellation)
    {
        var known = _mailboxes[mailbox];
        foreach (var inferior in Mailboxes.Where(other => other.Name.StartsWith(known.Name + "/", StringComparison.Ordinal)))
        {
            _mailboxes[inferior.Id] = inferior with { Name = name + inferior.Name[known.Name.Length..] };
        }

        _mailboxes[mailbox] = known with { Name = name };
        return new ValueTask<bool>(true);
    }

    public ValueTask Delete(MailboxId mailbox, CancellationToken cancellation)
    {
        _mailboxes.Remove(mailbox);
        return default;
    }

    public ValueTask SetSubscribed(string name, bool subscribed, CancellationToken cancellation)
    {
        _ = subscribed ? _subscriptions.Add(name) : _subscriptions.Remove(name);
        return default;
    }

    public async ValueTask EachKey(MailboxId mailbox, Action<uint, string> each, CancellationToken cancellation)
    {
        if (_mail?.Find(mailbox) is not null)
        {
            await _mail.ImportedKeys(mailbox, each, cancellation);
        }
    }

    public async ValueTask<MailboxIndex?> Index(MailboxId mailbox, CancellationToken cancellation) =>
        _mail?.Find(mailbox) is null ? null : await _mail.Index(mailbox, cancellation);

    public async ValueTask<ImportResult> Import(MailboxId mailbox, IReadOnlyList<ImportedMessage> messages, CancellationToken cancellation)
    {
        var index = await Index(mailbox, cancellation);
        var taken = new HashSet<uint>();
        var next = Math.Max(_mailboxes[mailbox].UidNext, messages.Max(message => message.Uid) + 1);
        var items = new List<ImportedItem>(messages.Count);
        foreach (var message in messages)
        {
            var uid = message.Uid != 0 && index?.TryGet(message.Uid, out _) != true && taken.Add(message.Uid) ? message.Uid : next++;
            var item = Read(message, uid);
            items.Add(item);
            Usage = item.Problem is null ? new QuotaUsage(Usage.Bytes + item.Size, Usage.Messages + 1) : Usage;
        }

        _mailboxes[mailbox] = _mailboxes[mailbox] with { UidNext = next };
        return new ImportResult(items, 0);
    }

    public async ValueTask<IReadOnlyList<ImportedName>> Names(MailboxId mailbox, uint first, uint last, CancellationToken cancellation) =>
        _mail?.Find(mailbox) is null ? [] : await _mail.ImportedNames(mailbox, first, last, cancellation);

    public ValueTask SetNames(MailboxId mailbox, IReadOnlyList<ImportedName> names, CancellationToken cancellation) => default;

    public ValueTask<bool> StoreFlags(MailboxId mailbox, IReadOnlyList<uint> uids, FlagChange change, CancellationToken cancellation) => new(true);

    public async ValueTask<int> Remove(MailboxId mailbox, IReadOnlyList<uint> uids, CancellationToken cancellation)
    {
        var index = await Index(mailbox, cancellation);
        foreach (var uid in uids)
        {
            var size = index is not null && index.TryGet(uid, out var entry) ? entry.Size : 0;
            Usage = new QuotaUsage(Usage.Bytes - size, Usage.Messages - 1);
        }

        return uids.Count;
    }

    private static IEnumerable<MailboxInfo> Fresh() => AccountBirth.Mailboxes.Select((mailbox, at) =>
        new MailboxInfo { Id = new MailboxId(at + 1), Name = mailbox.Name, SpecialUse = mailbox.Use, UidValidity = 1 });

    private ImportedItem Read(ImportedMessage message, uint uid)
    {
        try
        {
            using var opened = message.Open();
            return new ImportedItem(uid, _reads ? CrlfLength.Of(opened) : opened.Length, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new ImportedItem(0, 0, exception.Message);
        }
    }

    private MailboxId NextId() => new(_mailboxes.Keys.Select(id => id.Value).DefaultIfEmpty().Max() + 1_000_000);
}
