using System.Globalization;
using System.Text;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>The forms of an address of the type utf-8 in ORCPT and in reports (RFC 6533 §3).</summary>
public static class Utf8Address
{
    private const int MaxHex = 6;

    /// <summary>The ASCII form: what is no printable ASCII is written as <c>\x{HEX}</c>.</summary>
    public static string Encode(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var text = new StringBuilder(address.Length + 16);
        foreach (var rune in address.EnumerateRunes())
        {
            if (rune.Value is > ' ' and <= '~' and not ('+' or '=' or '\\'))
            {
                text.Append((char)rune.Value);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\x{{{rune.Value:X2}}}");
            }
        }

        return text.ToString();
    }

    /// <summary>The address itself; what is no form of one stays as it is.</summary>
    public static string Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var address = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (TryRead(text.AsSpan(i), out var rune, out var length))
            {
                address.Append(rune.ToString());
                i += length - 1;
            }
            else
            {
                address.Append(text[i]);
            }
        }

        return address.ToString();
    }

    private static bool TryRead(ReadOnlySpan<char> text, out Rune rune, out int length)
    {
        rune = default;
        length = 0;
        if (!text.StartsWith("\\x{"))
        {
            return false;
        }

        var end = text.IndexOf('}');
        if (end is < 4 or > 3 + MaxHex || !int.TryParse(text[3..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        length = end + 1;
        return Rune.TryCreate(value, out rune) && !Rune.IsControl(rune);
    }
}
