using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>The xtext encoding of parameter values (RFC 3461 §4).</summary>
public static class Xtext
{
    /// <summary>Whether the octets are xtext: printable, with each plus sign before two upper-case hexadecimal digits.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < (byte)'!' or > (byte)'~' or (byte)'=')
            {
                return false;
            }

            if (text[i] == '+' && (i + 2 >= text.Length || !IsHex(text[++i]) || !IsHex(text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Decodes xtext to the text it stands for; octets above ASCII are read as UTF-8.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? value)
    {
        value = null;
        var octets = new byte[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < '!' or > '~' or '=')
            {
                return false;
            }

            if (text[i] != '+')
            {
                octets[count++] = (byte)text[i];
                continue;
            }

            if (i + 2 >= text.Length || !byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out octets[count]))
            {
                return false;
            }

            count++;
            i += 2;
        }

        value = Encoding.UTF8.GetString(octets, 0, count);
        return true;
    }

    /// <summary>Encodes a text.</summary>
    public static string Encode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = new StringBuilder(value.Length + 8);
        foreach (var octet in Encoding.UTF8.GetBytes(value))
        {
            if (octet is < (byte)'!' or > (byte)'~' or (byte)'+' or (byte)'=')
            {
                text.Append(CultureInfo.InvariantCulture, $"+{octet:X2}");
            }
            else
            {
                text.Append((char)octet);
            }
        }

        return text.ToString();
    }

    private static bool IsHex(byte octet) => octet is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'F');
}
