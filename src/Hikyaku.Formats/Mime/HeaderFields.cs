using System.Buffers;
using System.Text;

namespace Hikyaku.Formats.Mime;

/// <summary>Picks fields out of a header (RFC 9051 §6.4.5.1, HEADER.FIELDS): their octets as they are, and the empty line.</summary>
public static class HeaderFields
{
    /// <summary>The fields of those names, or all others.</summary>
    public static byte[] Select(ReadOnlySpan<byte> header, IReadOnlyList<string> names, bool named)
    {
        var output = new ArrayBufferWriter<byte>(256);
        var isTaken = false;
        while (header.Length > 0)
        {
            var end = header.IndexOf((byte)'\n') + 1;
            var line = end == 0 ? header : header[..end];
            header = header[line.Length..];
            if (line is [(byte)'\n'] or [(byte)'\r', (byte)'\n'])
            {
                break;
            }

            if (line[0] is not ((byte)' ' or (byte)'\t'))
            {
                isTaken = Contains(names, line) == named;
            }

            if (isTaken)
            {
                output.Write(line);
            }
        }

        output.Write("\r\n"u8);
        return output.WrittenSpan.ToArray();
    }

    private static bool Contains(IReadOnlyList<string> names, ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? [] : line[..colon].TrimEnd(" \t"u8);
        for (var i = 0; i < names.Count; i++)
        {
            if (Ascii.EqualsIgnoreCase(name, names[i]))
            {
                return true;
            }
        }

        return false;
    }
}
