using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Hikyaku.Formats.Addresses;

/// <summary>The local part of RFC 5321 §4.1.2: a dot-string or a quoted string.</summary>
internal static class LocalPartSyntax
{
    private static readonly SearchValues<char> AtomText =
        SearchValues.Create("!#$%&'*+-/=?^_`{|}~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.");

    public static bool TryRead(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? localPart, out int consumed)
    {
        var read = text.StartsWith('"') ? ReadQuoted(text, out localPart, out consumed) : ReadDotString(text, out localPart, out consumed);
        return read && Encoding.UTF8.GetByteCount(localPart!) <= Address.LongestLocalPart;
    }

    public static string Write(string localPart)
    {
        if (IsDotString(localPart))
        {
            return localPart;
        }

        var quoted = new StringBuilder(localPart.Length + 2).Append('"');
        foreach (var c in localPart)
        {
            if (c is '"' or '\\')
            {
                quoted.Append('\\');
            }

            quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsDotString(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!IsAtomCharacter(c))
            {
                return false;
            }
        }

        // Leading, trailing and doubled dots are outside the grammar, but phones and old hosts have such addresses in use;
        // they travel unquoted, as they came.
        return true;
    }

    private static bool IsAtomCharacter(char c) => AtomText.Contains(c) || (c > '\u007f' && !char.IsControl(c) && c is not ('\u2028' or '\u2029'));

    private static bool ReadDotString(ReadOnlySpan<char> text, out string? localPart, out int consumed)
    {
        consumed = 0;
        while (consumed < text.Length && IsAtomCharacter(text[consumed]))
        {
            consumed++;
        }

        localPart = consumed == 0 ? null : text[..consumed].ToString();
        return consumed > 0;
    }

    private static bool ReadQuoted(ReadOnlySpan<char> text, out string? localPart, out int consumed)
    {
        var value = new StringBuilder();
        localPart = null;
        for (consumed = 1; consumed < text.Length; consumed++)
        {
            var c = text[consumed];
            if (c == '"')
            {
                consumed++;
                localPart = value.ToString();
                return localPart.Length > 0;
            }

            if (c == '\\' && ++consumed < text.Length)
            {
                c = text[consumed];
            }

            if (c < ' ' || c == '\u007f')
            {
                return false;
            }

            value.Append(c);
        }

        return false;
    }
}
