using System.Globalization;

using Hikyaku.Mail.Store;

using Microsoft.Win32.SafeHandles;

namespace Hikyaku.Storage.Journal;

/// <summary>
/// One file of the journal. It begins with a record of 32 octets that names the place where the segment before it ends: what a failed write may have
/// left there beyond is not part of the journal.
/// </summary>
internal sealed class JournalSegment : IDisposable
{
    public const int StartLength = RecordFormat.HeaderLength + 16;
    private readonly SafeFileHandle _file;

    private JournalSegment(string path, long number, SafeFileHandle file) =>
        (Path, Number, Length, _file) = (path, number, RandomAccess.GetLength(file), file);

    public string Path { get; }

    public long Number { get; }

    /// <summary>Octets that the file has room for; only a record that no segment has room for goes beyond.</summary>
    public long Length { get; }

    /// <summary>Where the next record goes.</summary>
    public long End { get; private set; } = StartLength;

    /// <summary>Up to where everything is on stable storage.</summary>
    public long DurableEnd { get; private set; }

    public static string PathOf(string folder, long number) =>
        System.IO.Path.Combine(folder, number.ToString("d8", CultureInfo.InvariantCulture) + ".log");

    /// <summary>Makes a segment of a file that is allocated, durably; what the file held before is no part of it.</summary>
    public static JournalSegment Begin(string spare, string folder, long number, long previous, long previousEnd)
    {
        var path = PathOf(folder, number);
        var file = File.OpenHandle(spare, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var segment = new JournalSegment(path, number, file);
            var start = new byte[StartLength];
            BitConverter.TryWriteBytes(start.AsSpan(RecordFormat.HeaderLength), previous);
            BitConverter.TryWriteBytes(start.AsSpan(RecordFormat.HeaderLength + 8), previousEnd);
            var crc = ~Crc32C.Append(Crc32C.Start, start.AsSpan(RecordFormat.HeaderLength));
            RecordFormat.WriteHeader(start, number, 16, crc);
            RandomAccess.Write(file, start, 0);
            segment.Sync();
            File.Move(spare, path, overwrite: true);
            LibC.SyncFolder(folder);
            return segment;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> pieces, long total)
    {
        RandomAccess.Write(_file, pieces, End);
        End += total;
    }

    public void Sync()
    {
        LibC.DataSync(_file);
        DurableEnd = End;
    }

    public void Dispose() => _file.Dispose();
}
