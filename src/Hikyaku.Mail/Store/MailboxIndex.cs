using Hikyaku.Mail.Searching;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>
/// The messages of a mailbox in memory, kept current by each unit of work. Safe from any thread; what it answers is as of the moment of the call.
/// </summary>
public sealed class MailboxIndex
{
    private const int RecentLimit = 4096;
    private readonly Lock _lock = new();
    private readonly MessageColumns _columns;
    private readonly KeywordSets _keywords = new();
    private readonly List<Tombstone> _tombstones;
    private readonly Queue<(ulong ModSeq, uint Uid)> _recent = new();
    private readonly Func<uint> _claimRecent;
    private ulong _recentAfter;
    private ulong _tombstonesAfter;

    internal MailboxIndex(MailboxInfo info, StoredTombstones tombstones, Func<uint> claimRecent)
    {
        _columns = new MessageColumns(Math.Max(0, info.Exists));
        (Id, UidValidity, UidNext, HighestModSeq) = (info.Id, info.UidValidity, info.UidNext, info.HighestModSeq);
        _tombstones = [.. tombstones.Items];
        (_tombstonesAfter, _recentAfter, _claimRecent) = (tombstones.CompleteAfter, info.HighestModSeq, claimRecent);
    }

    /// <summary>The mailbox.</summary>
    public MailboxId Id { get; }

    /// <summary>UIDVALIDITY.</summary>
    public uint UidValidity { get; }

    /// <summary>UIDNEXT.</summary>
    public uint UidNext { get; private set; }

    /// <summary>The newest change.</summary>
    public ulong HighestModSeq { get; private set; }

    /// <summary>Whether the mailbox was removed.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>How many messages there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _columns.Count;
            }
        }
    }

    /// <summary>All UIDs, ascending.</summary>
    public uint[] Uids()
    {
        lock (_lock)
        {
            return _columns.Uids.ToArray();
        }
    }

    /// <summary>Every keyword that messages here have had since the mailbox was loaded.</summary>
    public IReadOnlyList<string> KnownKeywords()
    {
        lock (_lock)
        {
            return _keywords.Distinct();
        }
    }

    /// <summary>Finds a message.</summary>
    public bool TryGet(uint uid, out MessageEntry entry)
    {
        lock (_lock)
        {
            var index = _columns.Find(uid);
            entry = index >= 0 ? Entry(index) : default;
            return index >= 0;
        }
    }

    /// <summary>Adds the messages from <paramref name="firstUid"/> to <paramref name="lastUid"/>, both included, to a list.</summary>
    public void CopyTo(uint firstUid, uint lastUid, List<MessageEntry> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        lock (_lock)
        {
            var index = _columns.Find(firstUid);
            for (var i = index < 0 ? ~index : index; i < _columns.Count && _columns.Uids[i] <= lastUid; i++)
            {
                into.Add(Entry(i));
            }
        }
    }

    /// <summary>What changed after a modseq, in the time of the changes while they are recent.</summary>
    public MailboxChanges ChangesSince(ulong modSeq)
    {
        lock (_lock)
        {
            return new MailboxChanges(ChangedSince(modSeq), VanishedSince(modSeq), HighestModSeq);
        }
    }

    /// <summary>The first UID that is \Recent for the session that selects the mailbox read-write now; later sessions get later ones.</summary>
    public uint ClaimRecent() => _claimRecent();

    /// <summary>Fills rows with the messages behind a UID, as many as there are and fit; answers how many.</summary>
    internal int Read(uint after, Span<MessageRow> into)
    {
        lock (_lock)
        {
            var first = after == 0 ? ~0 : _columns.Find(after);
            first = first < 0 ? ~first : first + 1;
            var count = Math.Min(into.Length, _columns.Count - first);
            for (var i = 0; i < count; i++)
            {
                into[i] = _columns.Row(first + i);
            }

            return count;
        }
    }

    /// <summary>The keywords of a set that <see cref="MessageRow"/> names.</summary>
    internal IReadOnlyList<string> KeywordSet(int number)
    {
        lock (_lock)
        {
            return _keywords.List(number);
        }
    }

    internal void Load(in StoredMessage message) => _columns.Put(message, _keywords.Intern(message.Keywords));

    internal bool TryGetRow(uint uid, out StoredMessage row)
    {
        lock (_lock)
        {
            var index = _columns.Find(uid);
            row = index >= 0 ? _columns[index] with { Keywords = _keywords.Joined(_columns.KeywordSet(index)) } : default;
            return index >= 0;
        }
    }

    internal int CountKeywordsWith(IEnumerable<string> more)
    {
        lock (_lock)
        {
            return _keywords.CountWith(more);
        }
    }

    internal void Apply(Mutation mutation, ulong sequence)
    {
        lock (_lock)
        {
            switch (mutation)
            {
                case MessagePut put:
                    _columns.Put(
                        new(put.Uid, put.ModSeq, put.Flags, put.Keywords, put.Size, put.InternalDate, put.ZoneMinutes, put.SavedDate),
                        _keywords.Intern(put.Keywords));
                    Note(put.ModSeq, put.Uid);
                    break;
                case FlagsPut put when _columns.Find(put.Uid) is var index and >= 0:
                    _columns.SetFlags(index, put.Flags, _keywords.Intern(put.Keywords), sequence);
                    Note(sequence, put.Uid);
                    break;
                case MessagesRemove remove:
                    _columns.Remove(remove.Uids);
                    _tombstones.Add(new Tombstone(remove.ModSeq, remove.Uids));
                    break;
                case MailboxCounters counters:
                    (UidNext, HighestModSeq) = (counters.UidNext, counters.HighestModSeq);
                    break;
                case MailboxRemove:
                    IsRemoved = true;
                    break;
                default:
                    break;
            }
        }
    }

    private List<MessageEntry> ChangedSince(ulong modSeq)
    {
        var changed = new List<MessageEntry>();
        if (modSeq < _recentAfter)
        {
            for (var i = 0; i < _columns.Count; i++)
            {
                if (_columns.ModSeq(i) > modSeq)
                {
                    changed.Add(Entry(i));
                }
            }

            return changed;
        }

        var uids = new SortedSet<uint>();
        foreach (var (when, uid) in _recent)
        {
            if (when > modSeq)
            {
                uids.Add(uid);
            }
        }

        foreach (var uid in uids)
        {
            if (_columns.Find(uid) is var index and >= 0)
            {
                changed.Add(Entry(index));
            }
        }

        return changed;
    }

    private List<uint> VanishedSince(ulong modSeq)
    {
        var vanished = new List<uint>();
        if (modSeq < _tombstonesAfter)
        {
            AddMissing(vanished);
            return vanished;
        }

        for (var i = _tombstones.Count - 1; i >= 0 && _tombstones[i].ModSeq > modSeq; i--)
        {
            vanished.AddRange(_tombstones[i].Uids);
        }

        vanished.Sort();
        return vanished;
    }

    // RFC 7162 §3.2.5.2: a server that has forgotten may report every UID that does not exist.
    private void AddMissing(List<uint> vanished)
    {
        uint next = 1;
        foreach (var uid in _columns.Uids)
        {
            for (; next < uid; next++)
            {
                vanished.Add(next);
            }

            next = uid + 1;
        }

        for (; next < UidNext; next++)
        {
            vanished.Add(next);
        }
    }

    private void Note(ulong modSeq, uint uid)
    {
        _recent.Enqueue((modSeq, uid));
        if (_recent.Count > RecentLimit)
        {
            _recentAfter = _recent.Dequeue().ModSeq;
        }
    }

    private MessageEntry Entry(int index)
    {
        var row = _columns[index];
        var zone = TimeSpan.FromMinutes(row.ZoneMinutes);
        return new MessageEntry(row.Uid, row.ModSeq, row.Flags, _keywords.List(_columns.KeywordSet(index)), row.Size,
            DateTimeOffset.FromUnixTimeSeconds(row.InternalDate).ToOffset(zone), DateTimeOffset.FromUnixTimeSeconds(row.SavedDate));
    }
}
