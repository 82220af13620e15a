using Hikyaku.Mail.Searching;

namespace Hikyaku.Mail.Store;

/// <summary>The messages of a mailbox as one array per field, by UID: 43 octets a message. Not safe for threads; the index locks.</summary>
internal sealed class MessageColumns(int capacity)
{
    private uint[] _uids = new uint[capacity];
    private ulong[] _modSeqs = new ulong[capacity];
    private byte[] _flags = new byte[capacity];
    private int[] _keywords = new int[capacity];
    private long[] _sizes = new long[capacity];
    private long[] _internalDates = new long[capacity];
    private short[] _zones = new short[capacity];
    private long[] _savedDates = new long[capacity];

    public int Count { get; private set; }

    public ReadOnlySpan<uint> Uids => _uids.AsSpan(0, Count);

    public int Find(uint uid) => Uids.BinarySearch(uid);

    public StoredMessage this[int index] => new(_uids[index], _modSeqs[index], (MessageFlags)_flags[index], "", _sizes[index],
        _internalDates[index], _zones[index], _savedDates[index]);

    public MessageRow Row(int index) => new(_uids[index], _modSeqs[index], (MessageFlags)_flags[index], _keywords[index], _sizes[index],
        _internalDates[index], _zones[index], _savedDates[index]);

    public int KeywordSet(int index) => _keywords[index];

    public ulong ModSeq(int index) => _modSeqs[index];

    public MessageFlags Flags(int index) => (MessageFlags)_flags[index];

    public void Put(in StoredMessage message, int keywordSet)
    {
        var index = Count > 0 && _uids[Count - 1] < message.Uid ? ~Count : Find(message.Uid);
        if (index < 0)
        {
            index = ~index;
            Open(index);
        }

        _uids[index] = message.Uid;
        _modSeqs[index] = message.ModSeq;
        _flags[index] = (byte)message.Flags;
        _keywords[index] = keywordSet;
        _sizes[index] = message.Size;
        _internalDates[index] = message.InternalDate;
        _zones[index] = message.ZoneMinutes;
        _savedDates[index] = message.SavedDate;
    }

    public void SetFlags(int index, MessageFlags flags, int keywordSet, ulong modSeq) =>
        (_flags[index], _keywords[index], _modSeqs[index]) = ((byte)flags, keywordSet, modSeq);

    public void Remove(ReadOnlySpan<uint> ascending)
    {
        var kept = 0;
        var next = 0;
        for (var i = 0; i < Count; i++)
        {
            while (next < ascending.Length && ascending[next] < _uids[i])
            {
                next++;
            }

            if (next < ascending.Length && ascending[next] == _uids[i])
            {
                continue;
            }

            if (kept != i)
            {
                Move(i, kept);
            }

            kept++;
        }

        Count = kept;
    }

    private void Move(int from, int to)
    {
        _uids[to] = _uids[from];
        _modSeqs[to] = _modSeqs[from];
        _flags[to] = _flags[from];
        _keywords[to] = _keywords[from];
        _sizes[to] = _sizes[from];
        _internalDates[to] = _internalDates[from];
        _zones[to] = _zones[from];
        _savedDates[to] = _savedDates[from];
    }

    private void Open(int index)
    {
        Insert(ref _uids, index);
        Insert(ref _modSeqs, index);
        Insert(ref _flags, index);
        Insert(ref _keywords, index);
        Insert(ref _sizes, index);
        Insert(ref _internalDates, index);
        Insert(ref _zones, index);
        Insert(ref _savedDates, index);
        Count++;
    }

    private void Insert<T>(ref T[] column, int index)
    {
        if (column.Length == Count)
        {
            Array.Resize(ref column, Math.Max(16, Count + (Count / 2)));
        }

        Array.Copy(column, index, column, index + 1, Count - index);
    }
}
