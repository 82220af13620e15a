using System.Buffers;
using System.Text;

namespace Hikyaku.Mail.Delivery;

/// <summary>The header field <c>TLS-Required: No</c> (RFC 8689 §5).</summary>
internal static class TlsRequiredField
{
    public const string Name = "TLS-Required";

    // A header that is longer is looked at no further.
    private const int MaxHeader = 64 * 1024;

    /// <summary>Whether the header of a message says it.</summary>
    public static bool SaysNo(Func<Stream> open)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxHeader);
        try
        {
            using var message = open();
            return SaysNo(buffer.AsSpan(0, message.ReadAtLeast(buffer.AsSpan(0, MaxHeader), MaxHeader, throwOnEndOfStream: false)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether a header says it.</summary>
    public static bool SaysNo(ReadOnlySpan<byte> header)
    {
        while (!header.IsEmpty)
        {
            var end = header.IndexOf((byte)'\n') + 1;
            var line = (end == 0 ? header : header[..end]).TrimEnd("\r\n"u8);
            header = end == 0 ? [] : header[end..];
            if (line.IsEmpty)
            {
                return false;
            }

            var colon = line.IndexOf((byte)':');
            if (colon > 0 && Ascii.EqualsIgnoreCase(line[..colon].TrimEnd(" \t"u8), "TLS-Required"u8))
            {
                return Ascii.EqualsIgnoreCase(line[(colon + 1)..].Trim(" \t"u8), "no"u8);
            }
        }

        return false;
    }
}
