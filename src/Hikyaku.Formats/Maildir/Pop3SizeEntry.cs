using System.Globalization;
using System.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>One message as Courier's POP3 server knew it.</summary>
/// <param name="BaseName">Its file's base name, Latin-1.</param>
/// <param name="Size">Octets with CRLF line ends.</param>
/// <param name="Number">n of the unique identifier; 0: it is the base name.</param>
/// <param name="UidValidity">The part after the dash; 0: none.</param>
/// <param name="IsUtf8">The mark of version 3.</param>
public readonly record struct Pop3SizeEntry(string BaseName, long Size, long Number, long UidValidity, bool IsUtf8 = false)
{
    /// <summary>The unique identifier that clients saw.</summary>
    public string Uidl => (Number, UidValidity) switch
    {
        (0, _) => Escape(BaseName),
        (_, 0) => string.Create(CultureInfo.InvariantCulture, $"UID{Number}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"UID{Number}-{UidValidity}"),
    };

    /// <summary>A base name with octets outside 0x21-0x7e, quotes and plus as +XX.</summary>
    public static string Escape(string baseName)
    {
        var text = new StringBuilder(baseName.Length);
        foreach (var c in baseName)
        {
            if (c is < '!' or > '~' or '\'' or '"' or '+')
            {
                text.Append(CultureInfo.InvariantCulture, $"+{(int)c:X2}");
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }
}
