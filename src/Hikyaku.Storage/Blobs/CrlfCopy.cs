using System.Buffers;

namespace Hikyaku.Storage.Blobs;

/// <summary>Copies a message so that every line ends with CRLF; a lone LF becomes CRLF, CRLF and a lone CR stay as they are.</summary>
internal static class CrlfCopy
{
    private const int Chunk = 64 * 1024;

    /// <summary>Copies, and answers how many octets were written.</summary>
    public static long Copy(Stream source, Stream target)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            long written = 0;
            byte last = 0;
            while (source.Read(buffer, 0, Chunk) is var count and > 0)
            {
                written += Write(buffer.AsSpan(0, count), last, target);
                last = buffer[count - 1];
            }

            return written;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static long Write(ReadOnlySpan<byte> octets, byte last, Stream target)
    {
        long written = 0;
        while (!octets.IsEmpty)
        {
            var end = octets.IndexOf((byte)'\n');
            if (end < 0)
            {
                target.Write(octets);
                return written + octets.Length;
            }

            var before = end == 0 ? last : octets[end - 1];
            target.Write(octets[..end]);
            if (before != '\r')
            {
                target.WriteByte((byte)'\r');
                written++;
            }

            target.WriteByte((byte)'\n');
            written += end + 1;
            last = (byte)'\n';
            octets = octets[(end + 1)..];
        }

        return written;
    }
}
