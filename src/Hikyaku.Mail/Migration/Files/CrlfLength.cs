using System.Buffers;

namespace Hikyaku.Mail.Migration.Files;

/// <summary>How long a message is once every lone LF of it is CRLF, as the store keeps it.</summary>
internal static class CrlfLength
{
    private const int Chunk = 64 * 1024;

    public static long Of(Stream message)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            var length = 0L;
            byte last = 0;
            while (message.Read(buffer, 0, Chunk) is var count and > 0)
            {
                var octets = buffer.AsSpan(0, count);
                length += count + octets.Count((byte)'\n') - octets.Count("\r\n"u8) - (last == '\r' && octets[0] == '\n' ? 1 : 0);
                last = octets[^1];
            }

            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
