using System.Text;
using MimeKit;

namespace Hikyaku.Formats.Mime;

/// <summary>The file names that the header of a body part gives, decoded as mail programs do.</summary>
/// <remarks>Standards: RFC 2183 §2.3, RFC 2231, RFC 2047. A part can give several; a reader may take any of them. Never throws for any octets.</remarks>
public static class AttachmentNames
{
    /// <summary>Reads the header of a part, with or without its empty line.</summary>
    public static IReadOnlyList<string> Read(byte[] header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var names = new List<string>();
        foreach (var field in Fields(header))
        {
            try
            {
                if (field.Id == HeaderId.ContentDisposition && ContentDisposition.TryParse(ParserOptions.Default, field.RawValue, out var disposition))
                {
                    Add(names, disposition.Parameters, "filename");
                    AddRepeated(names, field.RawValue, "filename"u8);
                }
                else if (field.Id == HeaderId.ContentType && ContentType.TryParse(ParserOptions.Default, field.RawValue, out var type))
                {
                    Add(names, type.Parameters, "name");
                    AddRepeated(names, field.RawValue, "name"u8);
                }
            }
            catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or IndexOutOfRangeException)
            {
                // Damaged: there is no name in it.
            }
        }

        return names;
    }

    private static void Add(List<string> names, ParameterList parameters, string wanted)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(parameter.Value) && !names.Contains(parameter.Value))
            {
                names.Add(parameter.Value);
            }
        }
    }

    // Of several parameters of one name the library knows one; other programs take another.
    private static void AddRepeated(List<string> names, ReadOnlySpan<byte> value, ReadOnlySpan<byte> wanted)
    {
        while (!value.IsEmpty)
        {
            var end = PieceEnd(value);
            var piece = value[..end].Trim(" \t\r\n"u8);
            value = end < value.Length ? value[(end + 1)..] : default;
            var equals = piece.IndexOf((byte)'=');
            if (equals > 0 && Ascii.EqualsIgnoreCase(piece[..equals].TrimEnd(" \t\r\n"u8), wanted)
                && ContentDisposition.TryParse(ParserOptions.Default, (byte[])[.. "attachment; filename"u8, .. piece[equals..]], out var alone))
            {
                Add(names, alone.Parameters, "filename");
            }
        }
    }

    // The semicolon that is in no quoted string.
    private static int PieceEnd(ReadOnlySpan<byte> value)
    {
        var isQuoted = false;
        for (var i = 0; i < value.Length; i++)
        {
            switch (value[i])
            {
                case (byte)'\\': i++; break;
                case (byte)'"': isQuoted = !isQuoted; break;
                case (byte)';' when !isQuoted: return i;
            }
        }

        return value.Length;
    }

    private static IEnumerable<Header> Fields(byte[] header)
    {
        for (var at = 0; at < header.Length;)
        {
            var end = FieldEnd(header, at);
            if (header.AsSpan(at, end - at).IndexOf((byte)':') > 0 && Header.TryParse(ParserOptions.Default, header, at, end - at, out var field))
            {
                yield return field;
            }

            at = end;
        }
    }

    // A line that begins with a space goes on with the field before it.
    private static int FieldEnd(byte[] header, int at)
    {
        while (true)
        {
            var lf = header.AsSpan(at).IndexOf((byte)'\n');
            at = lf < 0 ? header.Length : at + lf + 1;
            if (at >= header.Length || header[at] is not ((byte)' ' or (byte)'\t'))
            {
                return at;
            }
        }
    }
}
