using System.Globalization;
using System.Text;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>Reads and writes date and date-time (RFC 9051 §9).</summary>
public static class ImapDate
{
    private static readonly string[] DayForms = ["d-MMM-yyyy", "dd-MMM-yyyy"];

    /// <summary>Reads 1-Feb-1994.</summary>
    public static bool TryParseDay(ReadOnlySpan<byte> text, out DateOnly day)
    {
        day = default;
        return text.Length is > 8 and < 12
            && DateOnly.TryParseExact(Encoding.Latin1.GetString(text), DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    /// <summary>Reads " 1-Feb-1994 02:03:04 +0900".</summary>
    public static bool TryParseTime(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length is < 25 or > 26 || text[^5] is not ((byte)'+' or (byte)'-'))
        {
            return false;
        }

        var characters = Encoding.Latin1.GetString(text).TrimStart();
        return DateTimeOffset.TryParseExact(characters.Insert(characters.Length - 2, ":"), "d-MMM-yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out time);
    }

    /// <summary>Writes a date-time with quotes.</summary>
    public static void Write(ImapWriter writer, DateTimeOffset time)
    {
        Span<char> text = stackalloc char[40];
        time.TryFormat(text, out var length, "dd-MMM-yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);
        if (text[0] == '0')
        {
            text[0] = ' '; // RFC 9051 §9: date-day-fixed
        }

        writer.Raw((byte)'"');
        for (var i = 0; i < length; i++)
        {
            if (i != length - 3)
            {
                writer.Raw((byte)text[i]);
            }
        }

        writer.Raw((byte)'"');
    }
}
