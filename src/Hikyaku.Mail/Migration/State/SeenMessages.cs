using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Hikyaku.Mail.Migration.Mail;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.State;

/// <summary>
/// Per mailbox, what the source had at the last import, so that changes made here are not undone: records of key digest 8, UID 4, flags and number of the keyword set 4,
/// appended after each batch; the last of a key counts, and a torn one at the end is dropped. A record with key 0 holds the bound of the source's UIDs.
/// Before its batch a message has a plan, a record with an even key: the UID that it gets, also when the batch is only done after a crash. Plans count once
/// a record with key 2 follows them, which is written when UIDNEXT is above them.
/// </summary>
internal sealed class SeenMessages : IDisposable
{
    private const int RecordLength = 16;
    private const ulong ReservedKey = 0;
    private const ulong PlannedKey = 2;
    private readonly Dictionary<ulong, SeenRecord> _records = [];
    private readonly Dictionary<ulong, uint> _plans = [];
    private readonly List<(ulong Key, uint Uid)> _newPlans = [];
    private readonly HashSet<uint> _uids = [];
    private readonly FileStream? _file;
    private readonly KeywordSets _keywords;

    private SeenMessages(FileStream? file, KeywordSets keywords) => (_file, _keywords) = (file, keywords);

    /// <summary>UIDs below this belong to the source.</summary>
    public uint ReservedBelow { get; private set; }

    /// <summary>Opens the file of a mailbox, or begins it.</summary>
    public static SeenMessages Open(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        var seen = new SeenMessages(file, new KeywordSets(path + "-keywords", writes: true));
        var whole = seen.Read(file);
        file.SetLength(whole);
        file.Position = whole;
        return seen;
    }

    /// <summary>Reads the file of a mailbox, if there is one; what is noted then stays in memory.</summary>
    public static SeenMessages Look(string path)
    {
        var seen = new SeenMessages(null, new KeywordSets(path + "-keywords", writes: false));
        if (File.Exists(path))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
            seen.Read(file);
        }

        return seen;
    }

    /// <summary>The digest of a source key.</summary>
    public static ulong Key(string sourceKey)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.Latin1.GetBytes(sourceKey), digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest) | 5;
    }

    /// <summary>What the source had.</summary>
    public bool TryGet(string sourceKey, out SeenRecord record) => _records.TryGetValue(Key(sourceKey), out record) && record.Uid != 0;

    /// <summary>Whether a UID was given to a message of the source, which may be gone here.</summary>
    public bool HasUid(uint uid) => _uids.Contains(uid);

    /// <summary>Notes a message.</summary>
    public void Put(string sourceKey, SeenRecord record) => Put(Key(sourceKey), record);

    /// <summary>Notes that a mirror removed a message, not its user: it is new when it comes back.</summary>
    public void Forget(string sourceKey) => Put(sourceKey, default);

    /// <summary>The UID that a message not yet imported was to get.</summary>
    public bool TryGetPlan(string sourceKey, out uint uid) => _plans.TryGetValue(Key(sourceKey) ^ 1, out uid);

    /// <summary>Plans the UID of a message; counts with <see cref="KeepPlans"/>.</summary>
    public void Plan(string sourceKey, uint uid) => Put(Key(sourceKey) ^ 1, new SeenRecord(uid, 0));

    /// <summary>From now on the plans count: no other message can get their UIDs.</summary>
    public void KeepPlans() => Put(PlannedKey, default);

    /// <summary>Keeps UIDs below a bound for the source.</summary>
    public void Reserve(uint below)
    {
        if (below > ReservedBelow)
        {
            Put(ReservedKey, new SeenRecord(below, 0));
        }
    }

    /// <summary>Takes over what another mailbox was given, as given once: none of it is new.</summary>
    public void TakeOver(SeenMessages other)
    {
        foreach (var (key, record) in other._records)
        {
            if (record.Uid != 0)
            {
                Put(key, Record(record.Uid, other.Flags(record) ?? default));
            }
        }
    }

    /// <summary>A record of a message.</summary>
    public SeenRecord Record(uint uid, SourceFlags flags) =>
        new(uid, (uint)flags.Flags | (flags.Keywords.IsDefaultOrEmpty ? 0 : _keywords.Number(flags.Keywords) << 8));

    /// <summary>The flags of a record; null when they are not known.</summary>
    public SourceFlags? Flags(SeenRecord record) =>
        _keywords.Set(record.Flags >> 8) is { } keywords ? new SourceFlags((MessageFlags)(record.Flags & 0xff), [.. keywords]) : null;

    /// <summary>Hands the records to the system.</summary>
    public void Flush()
    {
        // The sets first: a record must not name one that a crash took.
        _keywords.Flush();
        _file?.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _keywords.Dispose();
        _file?.Dispose();
    }

    private void Put(ulong key, SeenRecord record)
    {
        Span<byte> octets = stackalloc byte[RecordLength];
        BinaryPrimitives.WriteUInt64LittleEndian(octets, key);
        BinaryPrimitives.WriteUInt32LittleEndian(octets[8..], record.Uid);
        BinaryPrimitives.WriteUInt32LittleEndian(octets[12..], record.Flags);
        _file?.Write(octets);
        Remember(key, record);
    }

    private void Remember(ulong key, SeenRecord record)
    {
        switch (key)
        {
            case ReservedKey:
                ReservedBelow = Math.Max(ReservedBelow, record.Uid);
                break;

            case PlannedKey:
                _newPlans.ForEach(plan => _plans[plan.Key] = plan.Uid);
                _uids.UnionWith(_newPlans.Select(plan => plan.Uid));
                _newPlans.Clear();
                break;

            case var plan when (plan & 1) == 0:
                _newPlans.Add((key, record.Uid));
                break;

            default:
                _plans.Remove(key ^ 1);
                _records[key] = record;
                _uids.Add(record.Uid);
                break;
        }
    }

    // Up to where the records are whole.
    private long Read(FileStream file)
    {
        var whole = file.Length / RecordLength * RecordLength;
        var octets = new byte[RecordLength];
        for (long at = 0; at < whole; at += RecordLength)
        {
            file.ReadExactly(octets);
            var record = MemoryMarshal.Cast<byte, uint>(octets.AsSpan(8));
            Remember(BinaryPrimitives.ReadUInt64LittleEndian(octets), new SeenRecord(record[0], record[1]));
        }

        return whole;
    }
}
