using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>An account's mailboxes with their counts, and its subscriptions. Changed by one unit at a time; read from any thread.</summary>
internal sealed class AccountMemory
{
    private readonly Lock _lock = new();
    private readonly Dictionary<MailboxId, MailboxInfo> _byId = [];
    private readonly Dictionary<string, MailboxId> _byName = [];
    private readonly SortedSet<string> _subscriptions = new(StringComparer.Ordinal);
    private MailboxInfo[]? _snapshot;
    private string[]? _subscribed;

    public AccountMemory(StoredAccount stored)
    {
        Rights = new RightsMemory(stored.Rights);
        (ModSeq, NextMailboxId, LastUidValidity) = (stored.ModSeq, stored.NextMailboxId, stored.LastUidValidity);
        _subscriptions.UnionWith(stored.Subscriptions);
        foreach (var mailbox in stored.Mailboxes)
        {
            Set(mailbox);
        }
    }

    public ulong ModSeq { get; private set; }

    public long NextMailboxId { get; private set; }

    public uint LastUidValidity { get; private set; }

    /// <summary>What others may do.</summary>
    public RightsMemory Rights { get; }

    public QuotaUsage Usage { get; private set; }

    public int MailboxCount => _byId.Count;

    public IReadOnlyList<MailboxInfo> Mailboxes
    {
        get
        {
            lock (_lock)
            {
                return _snapshot ??= [.. _byId.Values.OrderBy(m => m.Name, StringComparer.Ordinal)];
            }
        }
    }

    public IReadOnlyList<string> Subscriptions
    {
        get
        {
            lock (_lock)
            {
                return _subscribed ??= [.. _subscriptions];
            }
        }
    }

    public MailboxInfo? Find(string name)
    {
        lock (_lock)
        {
            return _byName.TryGetValue(name, out var id) ? _byId[id] : null;
        }
    }

    public MailboxInfo? Find(MailboxId id)
    {
        lock (_lock)
        {
            return _byId.GetValueOrDefault(id);
        }
    }

    /// <summary>Whether a session could not tell this state from another.</summary>
    public bool Shows(AccountMemory other)
    {
        var (here, there) = (Mailboxes, other.Mailboxes);
        return here.Count == there.Count
            && here.Zip(there).All(pair => pair.First with { RecentUid = 0 } == pair.Second with { RecentUid = 0 })
            && Subscriptions.SequenceEqual(other.Subscriptions);
    }

    public bool IsSubscribed(string name)
    {
        lock (_lock)
        {
            return _subscriptions.Contains(name);
        }
    }

    /// <summary>Gives the messages that no session has seen to this one; a later unit writes it down.</summary>
    public uint ClaimRecent(MailboxId id)
    {
        lock (_lock)
        {
            if (!_byId.TryGetValue(id, out var mailbox))
            {
                return 1;
            }

            _byId[id] = mailbox with { RecentUid = mailbox.UidNext };
            _snapshot = null;
            return mailbox.RecentUid;
        }
    }

    public void Apply(AccountUnit unit)
    {
        lock (_lock)
        {
            ModSeq = Math.Max(ModSeq, unit.Sequence);
            foreach (var mutation in unit.Mutations)
            {
                Apply(mutation);
                Rights.Apply(mutation);
            }
        }
    }

    private void Apply(Mutation mutation)
    {
        switch (mutation)
        {
            case MailboxPut put:
                var known = _byId.GetValueOrDefault(put.Id) ?? new MailboxInfo { Id = put.Id, Name = put.Name, UidValidity = put.UidValidity };
                Unset(put.Id);
                Set(known with
                {
                    Name = put.Name,
                    UidValidity = put.UidValidity,
                    SpecialUse = put.Use,
                    Created = DateTimeOffset.FromUnixTimeSeconds(put.Created),
                });
                break;
            case MailboxCounters counters:
                Count(counters);
                break;
            case MailboxRemove remove:
                Unset(remove.Id);
                break;
            case SubscriptionPut put:
                Subscribe(put);
                break;
            default:
                break;
        }
    }

    private void Count(MailboxCounters counters)
    {
        var before = _byId[counters.Id];
        var after = before with
        {
            UidNext = counters.UidNext,
            HighestModSeq = counters.HighestModSeq,
            Exists = counters.Exists,
            Unseen = counters.Unseen,
            Deleted = counters.Deleted,
            Bytes = counters.Bytes,
            RecentUid = Math.Max(before.RecentUid, counters.RecentUid),
        };
        _byId[counters.Id] = after;
        Usage = new QuotaUsage(Usage.Bytes + after.Bytes - before.Bytes, Usage.Messages + after.Exists - before.Exists);
        _snapshot = null;
    }

    private void Subscribe(SubscriptionPut put)
    {
        _ = put.Subscribed ? _subscriptions.Add(put.Name) : _subscriptions.Remove(put.Name);
        _subscribed = null;
        if (_byName.TryGetValue(put.Name, out var id))
        {
            _byId[id] = _byId[id] with { Subscribed = put.Subscribed };
            _snapshot = null;
        }
    }

    private void Set(MailboxInfo mailbox)
    {
        _byId[mailbox.Id] = mailbox with { Subscribed = _subscriptions.Contains(mailbox.Name) };
        _byName[mailbox.Name] = mailbox.Id;
        NextMailboxId = Math.Max(NextMailboxId, mailbox.Id.Value + 1);
        LastUidValidity = Math.Max(LastUidValidity, mailbox.UidValidity);
        Usage = new QuotaUsage(Usage.Bytes + mailbox.Bytes, Usage.Messages + mailbox.Exists);
        _snapshot = null;
    }

    private void Unset(MailboxId id)
    {
        if (_byId.Remove(id, out var mailbox))
        {
            // A rename of several mailboxes may have given the name away already.
            if (_byName.TryGetValue(mailbox.Name, out var owner) && owner == id)
            {
                _byName.Remove(mailbox.Name);
            }

            Usage = new QuotaUsage(Usage.Bytes - mailbox.Bytes, Usage.Messages - mailbox.Exists);
            _snapshot = null;
        }
    }
}
