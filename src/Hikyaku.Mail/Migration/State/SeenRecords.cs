using System.Buffers.Binary;

namespace Hikyaku.Mail.Migration.State;

/// <summary>The file of <see cref="SeenMessages"/>.</summary>
internal static class SeenRecords
{
    /// <summary>The octets of a record.</summary>
    public const int Length = 16;

    /// <summary>The whole records of a file, in order; none when there is no file.</summary>
    public static IEnumerable<(ulong Key, SeenRecord Record)> Read(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        var octets = new byte[Length];
        while (file.ReadAtLeast(octets, Length, throwOnEndOfStream: false) == Length)
        {
            yield return (BinaryPrimitives.ReadUInt64LittleEndian(octets), new SeenRecord(
                BinaryPrimitives.ReadUInt32LittleEndian(octets.AsSpan(8)), BinaryPrimitives.ReadUInt32LittleEndian(octets.AsSpan(12))));
        }
    }

    /// <summary>Writes one.</summary>
    public static void Write(Span<byte> octets, ulong key, SeenRecord record)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(octets, key);
        BinaryPrimitives.WriteUInt32LittleEndian(octets[8..], record.Uid);
        BinaryPrimitives.WriteUInt32LittleEndian(octets[12..], record.Flags);
    }
}
