using System.Text;
using System.Text.Unicode;

namespace Hikyaku.Formats.Vpopmail;

/// <summary>
/// Text of a latin1 column of MySQL. vpopmail's programs wrote UTF-8 octets into it, which a dump or connection of another
/// character set shows letter by letter.
/// </summary>
public static class LatinColumn
{
    // MySQL's latin1 is windows-1252, whose holes are the control characters of ISO 8859-1.
    private const string High = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    /// <summary>The text that its octets are when they are UTF-8, else the text itself.</summary>
    public static string Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var octets = new byte[text.Length];
        for (var at = 0; at < octets.Length; at++)
        {
            var high = High.IndexOf(text[at], StringComparison.Ordinal);
            if (high < 0 && text[at] > 0xff)
            {
                return text;
            }

            octets[at] = (byte)(high < 0 ? text[at] : 0x80 + high);
        }

        return Utf8.IsValid(octets) ? Encoding.UTF8.GetString(octets) : string.Concat(octets.Select(octet => octet is >= 0x80 and < 0xa0 ? High[octet - 0x80] : (char)octet));
    }
}
