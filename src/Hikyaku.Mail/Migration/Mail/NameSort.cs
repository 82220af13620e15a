using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Files;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>
/// Puts the file names of a folder into the order in which Courier gives UIDs: runs that fit into memory are sorted there and merged from a file.
/// </summary>
internal sealed class NameSort(string scratchFolder, int runLength = NameSort.DefaultRunLength) : IDisposable
{
    private const int DefaultRunLength = 2 << 20;
    private const int HeaderLength = 3;
    private readonly ScratchFile _file = new(scratchFolder);
    private readonly List<(long From, long To)> _runs = [];
    private readonly List<int> _starts = [];
    private byte[] _run = new byte[1024];
    private int _used;

    /// <summary>How many names there are.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a name; one that is none of a message is left out.</summary>
    public void Add(ReadOnlySpan<byte> name, bool isNew)
    {
        if (name.Length > ushort.MaxValue || !MaildirName.IsMessage(name))
        {
            return;
        }

        if (_used + HeaderLength + name.Length > runLength)
        {
            Spill();
        }

        if (_used + HeaderLength + name.Length > _run.Length)
        {
            Array.Resize(ref _run, Math.Max(_used + HeaderLength + name.Length, Math.Min(_run.Length * 2, runLength)));
        }

        _starts.Add(_used);
        BinaryPrimitives.WriteUInt16LittleEndian(_run.AsSpan(_used), (ushort)name.Length);
        _run[_used + 2] = isNew ? (byte)1 : (byte)0;
        name.CopyTo(_run.AsSpan(_used + HeaderLength));
        _used += HeaderLength + name.Length;
        Count++;
    }

    /// <summary>Calls for each name in order, with whether it is new; those with one base follow each other, in the order of their names.</summary>
    public void Each(Action<ReadOnlySpan<byte>, bool> each)
    {
        if (_runs.Count == 0)
        {
            Sort();
            foreach (var start in _starts)
            {
                each(Name(start), _run[start + 2] != 0);
            }

            return;
        }

        Spill();
        _run = [];
        var queue = new PriorityQueue<NameRun, NameRun>(Comparer<NameRun>.Create((x, y) => Compare(x.Name, x.IsNew, y.Name, y.IsNew)));
        foreach (var (from, to) in _runs)
        {
            var run = new NameRun(_file, from, to);
            run.MoveNext();
            queue.Enqueue(run, run);
        }

        while (queue.TryDequeue(out var run, out _))
        {
            each(run.Name, run.IsNew);
            if (run.MoveNext())
            {
                queue.Enqueue(run, run);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static int Compare(ReadOnlySpan<byte> x, bool isNewX, ReadOnlySpan<byte> y, bool isNewY)
    {
        var order = MaildirOrder.Compare(x, y);
        order = order != 0 ? order : isNewX.CompareTo(isNewY);
        return order != 0 ? order : x.SequenceCompareTo(y);
    }

    private void Spill()
    {
        Sort();
        var from = _file.Length;
        foreach (var start in _starts)
        {
            _file.Append(_run.AsSpan(start, HeaderLength + Name(start).Length));
        }

        _runs.Add((from, _file.Length));
        _starts.Clear();
        _used = 0;
    }

    private void Sort() => CollectionsMarshal.AsSpan(_starts).Sort((x, y) => Compare(Name(x), _run[x + 2] != 0, Name(y), _run[y + 2] != 0));

    private ReadOnlySpan<byte> Name(int start) => _run.AsSpan(start + HeaderLength, BinaryPrimitives.ReadUInt16LittleEndian(_run.AsSpan(start)));
}
