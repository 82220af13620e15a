using System.Globalization;
using System.Text;

namespace Hikyaku.Formats.Maildir;

/// <summary>The name of a message file: <c>BASE[:2,FLAGS]</c>. Names are octets; text here holds one character per octet (Latin-1).</summary>
/// <param name="BaseName">What stays the same when flags change.</param>
/// <param name="Flags">The standard letters.</param>
/// <param name="Keywords">Bit n: the letter 'a' + n, an index into dovecot-keywords.</param>
public readonly record struct MaildirName(string BaseName, MaildirFlags Flags, uint Keywords)
{
    private const string Letters = "RFTSDP";

    /// <summary>Reads a file name; false for names that are no messages (a leading dot, or empty).</summary>
    public static bool TryParse(ReadOnlySpan<byte> name, out MaildirName parsed)
    {
        parsed = default;
        if (name.IsEmpty || name[0] == '.')
        {
            return false;
        }

        var colon = name.IndexOf((byte)':');
        parsed = colon < 0 ? new MaildirName(Text(name), MaildirFlags.None, 0) : WithInfo(Text(name[..colon]), name[(colon + 1)..]);
        return parsed.BaseName.Length > 0;
    }

    /// <summary>Whether a name may be of a message.</summary>
    public static bool IsMessage(ReadOnlySpan<byte> name) => name is [not ((byte)'.' or (byte)':'), ..];

    /// <summary>The base of a name as octets.</summary>
    public static ReadOnlySpan<byte> Base(ReadOnlySpan<byte> name) => name.IndexOf((byte)':') is >= 0 and var colon ? name[..colon] : name;

    /// <summary>The base of a name that is a Latin-1 text.</summary>
    public static string Base(string name) => name.IndexOf(':') is >= 0 and var colon ? name[..colon] : name;

    /// <summary>The ",S=" or ",W=" number of the base name, or null; it may be wrong.</summary>
    public long? Number(char key)
    {
        var marker = BaseName.IndexOf($",{key}=", StringComparison.Ordinal);
        if (marker < 0)
        {
            return null;
        }

        var digits = BaseName.AsSpan(marker + 3);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The name with its info part.</summary>
    public override string ToString()
    {
        var name = new StringBuilder(BaseName).Append(":2,");
        foreach (var letter in "DFPRST")
        {
            if (Flags.HasFlag((MaildirFlags)(1 << Letters.IndexOf(letter, StringComparison.Ordinal))))
            {
                name.Append(letter);
            }
        }

        for (var index = 0; index < 26; index++)
        {
            if ((Keywords & (1u << index)) != 0)
            {
                name.Append((char)('a' + index));
            }
        }

        return name.ToString();
    }

    private static string Text(ReadOnlySpan<byte> octets) => Encoding.Latin1.GetString(octets);

    // Only "2," has flags: ":1," is experimental and means none.
    private static MaildirName WithInfo(string baseName, ReadOnlySpan<byte> info)
    {
        var flags = MaildirFlags.None;
        var keywords = 0u;
        foreach (var letter in info.StartsWith("2,"u8) ? info[2..] : default)
        {
            if (letter is >= (byte)'a' and <= (byte)'z')
            {
                keywords |= 1u << (letter - 'a');
            }
            else if (Letters.IndexOf((char)letter, StringComparison.Ordinal) is >= 0 and var at)
            {
                flags |= (MaildirFlags)(1 << at);
            }
        }

        return new MaildirName(baseName, flags, keywords);
    }
}
