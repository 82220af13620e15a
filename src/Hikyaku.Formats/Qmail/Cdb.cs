using System.Buffers.Binary;

namespace Hikyaku.Formats.Qmail;

/// <summary>D. J. Bernstein's constant database: 256 table pointers, then records of key length, data length, key, data.</summary>
public static class Cdb
{
    private const int HeaderLength = 2048;

    /// <summary>All records in file order; ends at the first one that does not fit, so that a cut file gives what it has.</summary>
    public static IReadOnlyList<(byte[] Key, byte[] Data)> Read(ReadOnlySpan<byte> file)
    {
        var records = new List<(byte[], byte[])>();
        if (file.Length < HeaderLength)
        {
            return records;
        }

        var end = RecordsEnd(file);
        for (var at = HeaderLength; at + 8 <= end;)
        {
            var keyLength = BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);
            var dataLength = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            at += 8;
            if ((long)at + keyLength + dataLength > end)
            {
                break;
            }

            records.Add((file.Slice(at, (int)keyLength).ToArray(), file.Slice(at + (int)keyLength, (int)dataLength).ToArray()));
            at += (int)(keyLength + dataLength);
        }

        return records;
    }

    /// <summary>Whether nothing of a file is missing: all its records are there, and a slot for each.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength)
        {
            return false;
        }

        var (slots, end) = (0L, (long)HeaderLength);
        for (var table = 0; table < 256; table++)
        {
            var position = BinaryPrimitives.ReadUInt32LittleEndian(file[(table * 8)..]);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[((table * 8) + 4)..]);
            slots += length;
            if (position + (8L * length) > file.Length)
            {
                return false;
            }
        }

        var records = Read(file);
        foreach (var (key, data) in records)
        {
            end += 8 + key.Length + data.Length;
        }

        // Twice as many slots as records; the first table follows the last record.
        return slots == 2L * records.Count && end == RecordsEnd(file);
    }

    // The records end where the first hash table begins.
    private static int RecordsEnd(ReadOnlySpan<byte> file)
    {
        long end = file.Length;
        for (var table = 0; table < 256; table++)
        {
            var position = BinaryPrimitives.ReadUInt32LittleEndian(file[(table * 8)..]);
            if (position >= HeaderLength)
            {
                end = Math.Min(end, position);
            }
        }

        return (int)end;
    }
}
