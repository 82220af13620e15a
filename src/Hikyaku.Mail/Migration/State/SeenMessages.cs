using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Mail;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.State;

/// <summary>
/// Per mailbox, what the source had at the last import, so that changes made here are not undone: records of key digest 8, UID 4, flags and number of the keyword set 4,
/// appended after each batch; the last of a key counts, and a torn one at the end is dropped. A record with key 0 holds the bound of the source's UIDs.
/// Before its batch a message has a plan, a record with an even key: the UID that it gets, also when the batch is only done after a crash. Plans count once
/// a record with key 2 follows them, which is written when UIDNEXT is above them. What the records say of the messages that the source has now stands in
/// the rows of these; of all others only the UIDs are in memory.
/// </summary>
internal sealed class SeenMessages : IDisposable
{
    private const ulong ReservedKey = 0;
    private const ulong PlannedKey = 2;
    private readonly UidSet _uids = new();
    private readonly SourceMessages? _messages;
    private readonly FileStream? _file;
    private readonly KeywordSets _keywords;
    private readonly string _path;

    private SeenMessages(string path, bool writes, SourceMessages? messages)
    {
        (_path, _messages, _keywords) = (path, messages, new KeywordSets(path + "-keywords", writes));
        var whole = Read();
        if (writes)
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1 << 16);
            _file.SetLength(whole);
            _file.Position = whole;
        }
    }

    /// <summary>UIDs below this belong to the source.</summary>
    public uint ReservedBelow { get; private set; }

    /// <summary>Opens the file of a mailbox, or begins it, and tells the messages of its folder what it says.</summary>
    public static SeenMessages Open(string path, SourceMessages? messages) => new(path, writes: true, messages);

    /// <summary>Reads the file of a mailbox, if there is one; what is noted then stays in memory.</summary>
    public static SeenMessages Look(string path, SourceMessages? messages) => new(path, writes: false, messages);

    /// <summary>How many of some messages the file of a mailbox knows.</summary>
    public static int Count(string path, SourceMessages messages)
    {
        var known = new bool[messages.Count];
        foreach (var (key, record) in SeenRecords.Read(path))
        {
            if ((key & 1) != 0 && messages.Find(key) is >= 0 and var at)
            {
                known[at] = record.Uid != 0;
            }
        }

        return known.AsSpan().Count(value: true);
    }

    /// <summary>The digest of a source key.</summary>
    public static ulong Key(string sourceKey) => Key(Encoding.Latin1.GetBytes(sourceKey));

    /// <summary>The same of its octets.</summary>
    public static ulong Key(ReadOnlySpan<byte> sourceKey)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(sourceKey, digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest) | 5;
    }

    /// <summary>Whether a UID was given to a message of the source, which may be gone here and there.</summary>
    public bool HasUid(uint uid) => _uids.Contains(uid);

    /// <summary>Notes a message of the source.</summary>
    public void Put(int message, SeenRecord record) => Put(_messages!.Row(message).Digest, record);

    /// <summary>Notes that a mirror removed a message, not its user: it is new when it comes back.</summary>
    public void Forget(ulong key) => Put(key, default);

    /// <summary>Plans the UID of a message; counts for later runs with <see cref="KeepPlans"/>.</summary>
    public void Plan(int message, uint uid)
    {
        ref var row = ref _messages!.Row(message);
        row.Plan = uid;
        Write(row.Digest ^ 1, new SeenRecord(uid, 0));
    }

    /// <summary>From now on the plans count: no other message can get their UIDs.</summary>
    public void KeepPlans() => Write(PlannedKey, default);

    /// <summary>Keeps UIDs below a bound for the source.</summary>
    public void Reserve(uint below)
    {
        if (below > ReservedBelow)
        {
            Write(ReservedKey, new SeenRecord(below, 0));
            ReservedBelow = below;
        }
    }

    /// <summary>Takes over what another mailbox was given, as given once: none of it is new.</summary>
    public void TakeOver(SeenMessages other)
    {
        foreach (var (key, record) in SeenRecords.Read(other._path))
        {
            if ((key & 1) != 0)
            {
                Put(key, record.Uid == 0 ? default : Record(record.Uid, other.Flags(record.Flags) ?? default));
            }
        }
    }

    /// <summary>A record of a message.</summary>
    public SeenRecord Record(uint uid, SourceFlags flags) =>
        new(uid, (uint)flags.Flags | (flags.Keywords.IsDefaultOrEmpty ? 0 : _keywords.Number(flags.Keywords) << 8));

    /// <summary>The flags of a record; null when they are not known.</summary>
    public SourceFlags? Flags(uint flags) =>
        _keywords.Set(flags >> 8) is { } keywords ? new SourceFlags((MessageFlags)(flags & 0xff), [.. keywords]) : null;

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
        Write(key, record);
        Remember(key, record);
    }

    private void Write(ulong key, SeenRecord record)
    {
        if (_file is not null)
        {
            Span<byte> octets = stackalloc byte[SeenRecords.Length];
            SeenRecords.Write(octets, key, record);
            _file.Write(octets);
        }
    }

    private long Read()
    {
        var planned = 0L;
        var at = 0L;
        foreach (var (key, _) in SeenRecords.Read(_path))
        {
            at += SeenRecords.Length;
            planned = key == PlannedKey ? at : planned;
        }

        var whole = at;
        at = 0;
        foreach (var (key, record) in SeenRecords.Read(_path))
        {
            at += SeenRecords.Length;
            if ((key & 1) != 0)
            {
                Remember(key, record);
            }
            else if (key == ReservedKey)
            {
                ReservedBelow = Math.Max(ReservedBelow, record.Uid);
            }
            else if (key != PlannedKey && at < planned)
            {
                RememberPlan(key ^ 1, record.Uid);
            }
        }

        return whole;
    }

    private void Remember(ulong key, SeenRecord record)
    {
        _uids.Add(record.Uid);
        if (_messages is not null && _messages.Find(key) is >= 0 and var at)
        {
            ref var row = ref _messages.Row(at);
            (row.SeenUid, row.SeenFlags, row.Plan) = (record.Uid, record.Flags, 0);
        }
    }

    private void RememberPlan(ulong key, uint uid)
    {
        _uids.Add(uid);
        if (_messages is not null && _messages.Find(key) is >= 0 and var at)
        {
            _messages.Row(at).Plan = uid;
        }
    }
}
