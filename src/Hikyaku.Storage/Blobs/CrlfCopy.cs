using System.Buffers;

using Hikyaku.Mail.Store;

using Microsoft.Win32.SafeHandles;

namespace Hikyaku.Storage.Blobs;

/// <summary>Copies a message so that every line ends with CRLF; a lone LF becomes CRLF, CRLF and a lone CR stay as they are.</summary>
internal static class CrlfCopy
{
    private const int Chunk = 32 * 1024;

    /// <summary>Copies, and answers what was written.</summary>
    /// <exception cref="IOException">The source fails.</exception>
    /// <exception cref="StoreUnavailableException">The target fails.</exception>
    public static WrittenOctets Copy(Stream source, SafeFileHandle target)
    {
        var input = ArrayPool<byte>.Shared.Rent(Chunk);
        var output = ArrayPool<byte>.Shared.Rent(2 * Chunk);
        try
        {
            long written = 0;
            var crc = Crc32C.Start;
            byte last = 0;
            while (source.Read(input, 0, Chunk) is var count and > 0)
            {
                var length = Convert(input.AsSpan(0, count), last, output);
                Write(target, output.AsSpan(0, length), written);
                crc = Crc32C.Append(crc, output.AsSpan(0, length));
                written += length;
                last = input[count - 1];
            }

            return new WrittenOctets(written, Crc32C.End(crc));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(input);
            ArrayPool<byte>.Shared.Return(output);
        }
    }

    private static void Write(SafeFileHandle target, ReadOnlySpan<byte> octets, long at)
    {
        try
        {
            RandomAccess.Write(target, octets, at);
        }
        catch (IOException exception)
        {
            throw StoreUnavailableException.Of(exception);
        }
    }

    // The output has room for a CR before every octet.
    private static int Convert(ReadOnlySpan<byte> octets, byte last, Span<byte> output)
    {
        var length = 0;
        while (octets.IndexOf((byte)'\n') is var end and >= 0)
        {
            var before = end == 0 ? last : octets[end - 1];
            octets[..end].CopyTo(output[length..]);
            length += end;
            if (before != '\r')
            {
                output[length++] = (byte)'\r';
            }

            output[length++] = (byte)'\n';
            last = (byte)'\n';
            octets = octets[(end + 1)..];
        }

        octets.CopyTo(output[length..]);
        return length + octets.Length;
    }
}
