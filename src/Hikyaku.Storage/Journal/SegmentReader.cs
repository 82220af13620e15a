using Hikyaku.Mail.Store;

using Microsoft.Win32.SafeHandles;

namespace Hikyaku.Storage.Journal;

/// <summary>
/// Reads one segment up to its first bad record, which is where a crash ended it. Where the segment after it says that more was on stable storage, a
/// bad record is rot and not a crash: it alone is left out.
/// </summary>
internal sealed class SegmentReader : IDisposable
{
    private const int StartBody = JournalSegment.StartLength - RecordFormat.HeaderLength;
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly long _number;
    private readonly long _length;
    private readonly Func<BlobId, Stream> _openSpool;

    public SegmentReader(string path, long number, Func<BlobId, Stream> openSpool)
    {
        (_path, _number, _openSpool) = (path, number, openSpool);
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _length = RandomAccess.GetLength(_file);
        if (TryReadHeader(0, out var length, out var crc) && length == StartBody && TryReadBody(0, length, crc, out var start))
        {
            IsValid = true;
            Previous = BitConverter.ToInt64(start, 0);
            PreviousEnd = BitConverter.ToInt64(start, 8);
        }
    }

    public bool IsValid { get; }

    public long Number => _number;

    public long Previous { get; }

    public long PreviousEnd { get; }

    /// <summary>Places of records that were on stable storage and cannot be read; known when <see cref="Read"/> has ended.</summary>
    public List<long> Damaged { get; } = [];

    /// <summary>The good records.</summary>
    /// <param name="end">Up to where all was on stable storage, or the highest number when that is not known.</param>
    public IEnumerable<LoggedBatch> Read(long end)
    {
        long position = JournalSegment.StartLength;
        var isEndKnown = end != long.MaxValue;
        while (IsValid && position < end)
        {
            if (!TryReadHeader(position, out var length, out var crc))
            {
                Note(position, isEndKnown);
                yield break;
            }

            var start = position + RecordFormat.HeaderLength;
            var isWhole = TryReadBody(position, length, crc, out var body);
            if (isWhole && RecordFormat.TryRead(body, (offset, count) => OpenPart(start + offset, count), _openSpool, out var batch))
            {
                yield return batch;
            }
            else
            {
                Note(position, isEndKnown || isWhole);
                if (!isEndKnown && !isWhole)
                {
                    yield break;
                }
            }

            position = start + length;
        }
    }

    /// <summary>Where the records end, good or bad.</summary>
    public long FindEnd()
    {
        long position = JournalSegment.StartLength;
        while (TryReadHeader(position, out var length, out _))
        {
            position += RecordFormat.HeaderLength + length;
        }

        return position;
    }

    public void Dispose() => _file.Dispose();

    private void Note(long position, bool isDamage)
    {
        if (isDamage)
        {
            Damaged.Add(position);
        }
    }

    private bool TryReadHeader(long position, out int length, out uint crc)
    {
        (length, crc) = (0, 0);
        Span<byte> header = stackalloc byte[RecordFormat.HeaderLength];
        return Fill(header, position) && RecordFormat.TryReadHeader(header, _number, out length, out crc)
            && length <= _length - position - RecordFormat.HeaderLength;
    }

    private bool TryReadBody(long position, int length, uint crc, out byte[] body)
    {
        body = new byte[length];
        return Fill(body, position + RecordFormat.HeaderLength) && ~Crc32C.Append(Crc32C.Start, body) == crc;
    }

    private bool Fill(Span<byte> buffer, long position)
    {
        for (var filled = 0; filled < buffer.Length;)
        {
            var count = RandomAccess.Read(_file, buffer[filled..], position + filled);
            if (count == 0)
            {
                return false;
            }

            filled += count;
        }

        return true;
    }

    private MemoryStream OpenPart(long offset, long length)
    {
        using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var octets = new byte[length];
        for (var filled = 0; filled < octets.Length;)
        {
            var count = RandomAccess.Read(file, octets.AsSpan(filled), offset + filled);
            filled += count > 0 ? count : throw new EndOfStreamException($"{_path} ends within a message.");
        }

        return new MemoryStream(octets, writable: false);
    }
}
