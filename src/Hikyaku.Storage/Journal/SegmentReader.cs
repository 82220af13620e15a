using Hikyaku.Mail.Store;

using Microsoft.Win32.SafeHandles;

namespace Hikyaku.Storage.Journal;

/// <summary>Reads one segment up to its first bad record, which is where a crash ended it.</summary>
internal sealed class SegmentReader : IDisposable
{
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
        if (TryReadBody(0, out var start) && start.Length == 16)
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

    public IEnumerable<LoggedBatch> Read(long end)
    {
        long position = JournalSegment.StartLength;
        while (IsValid && position < end && TryReadBody(position, out var body))
        {
            var start = position + RecordFormat.HeaderLength;
            yield return RecordFormat.Read(body, (offset, length) => OpenPart(start + offset, length), _openSpool);
            position = start + body.Length;
        }
    }

    /// <summary>Where the first bad record is.</summary>
    public long FindEnd()
    {
        long position = JournalSegment.StartLength;
        while (TryReadBody(position, out var body))
        {
            position += RecordFormat.HeaderLength + body.Length;
        }

        return position;
    }

    public void Dispose() => _file.Dispose();

    private bool TryReadBody(long position, out byte[] body)
    {
        body = [];
        Span<byte> header = stackalloc byte[RecordFormat.HeaderLength];
        if (!Fill(header, position) || !RecordFormat.TryReadHeader(header, _number, out var length, out var crc)
            || length > _length - position - RecordFormat.HeaderLength)
        {
            return false;
        }

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
