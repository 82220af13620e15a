using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Hikyaku.Formats.Text;

/// <summary>Mailbox names in modified UTF-7 (RFC 3501 §5.1.3).</summary>
public static class ModifiedUtf7
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

    /// <summary>Decodes a name.</summary>
    /// <returns>
    /// False when the text is no modified UTF-7: octets outside printable ASCII, an open or empty shift, padding bits that are not zero,
    /// unpaired surrogates, or printable ASCII inside a shift.
    /// </returns>
    public static bool TryDecode(ReadOnlySpan<char> encoded, [NotNullWhen(true)] out string? name)
    {
        name = null;
        var decoded = new StringBuilder(encoded.Length);
        for (var at = 0; at < encoded.Length;)
        {
            var c = encoded[at++];
            if (c is < ' ' or > '~')
            {
                return false;
            }

            if (c != '&')
            {
                decoded.Append(c);
                continue;
            }

            var length = encoded[at..].IndexOf('-');
            if (length < 0)
            {
                return false;
            }

            if (length == 0)
            {
                decoded.Append('&');
            }
            else if (!TryDecodeShift(encoded.Slice(at, length), decoded))
            {
                return false;
            }

            at += length + 1;
        }

        name = decoded.ToString();
        return true;
    }

    /// <summary>Encodes a name; unpaired surrogates become U+FFFD.</summary>
    public static string Encode(ReadOnlySpan<char> name)
    {
        var encoded = new StringBuilder(name.Length);
        for (var at = 0; at < name.Length;)
        {
            if (name[at] is >= ' ' and <= '~')
            {
                encoded.Append(name[at] == '&' ? "&-" : name[at].ToString());
                at++;
                continue;
            }

            var start = at;
            while (at < name.Length && name[at] is < ' ' or > '~')
            {
                at++;
            }

            EncodeShift(name[start..at], encoded);
        }

        return encoded.ToString();
    }

    private static bool TryDecodeShift(ReadOnlySpan<char> shift, StringBuilder decoded)
    {
        var bits = 0;
        var buffer = 0;
        var units = new StringBuilder(shift.Length);
        foreach (var c in shift)
        {
            var value = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (value < 0)
            {
                return false;
            }

            buffer = (buffer << 6) | value;
            bits += 6;
            if (bits >= 16)
            {
                bits -= 16;
                units.Append((char)((buffer >> bits) & 0xffff));
                buffer &= (1 << bits) - 1;
            }
        }

        var text = units.ToString();
        if (bits >= 6 || buffer != 0 || text.Length == 0 || !IsShiftedText(text))
        {
            return false;
        }

        decoded.Append(text);
        return true;
    }

    // RFC 3501 §5.1.3: printable ASCII must represent itself, so that every name has one form.
    private static bool IsShiftedText(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var consumed) != OperationStatus.Done || rune.Value is >= ' ' and <= '~')
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    private static void EncodeShift(ReadOnlySpan<char> text, StringBuilder encoded)
    {
        encoded.Append('&');
        var bits = 0;
        var buffer = 0;
        Span<char> units = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            foreach (var unit in units[..rune.EncodeToUtf16(units)])
            {
                buffer = (buffer << 16) | unit;
                for (bits += 16; bits >= 6;)
                {
                    bits -= 6;
                    encoded.Append(Alphabet[(buffer >> bits) & 0x3f]);
                }

                buffer &= (1 << bits) - 1;
            }
        }

        if (bits > 0)
        {
            encoded.Append(Alphabet[(buffer << (6 - bits)) & 0x3f]);
        }

        encoded.Append('-');
    }
}
