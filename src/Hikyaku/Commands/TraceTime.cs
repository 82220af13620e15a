using System.Globalization;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary>A point in time as an operator writes it: a date, a date with a time (UTC unless a zone is named), or how long ago.</summary>
internal static class TraceTime
{
    /// <summary>Reads it; null stays null.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="now">What "ago" counts from.</param>
    /// <param name="isEnd">A date without a time is the end of that day.</param>
    /// <param name="time">The time.</param>
    public static bool TryParse(string? text, DateTimeOffset now, bool isEnd, out DateTimeOffset? time)
    {
        time = null;
        if (text is null)
        {
            return true;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            var start = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
            time = isEnd && day < DateOnly.MaxValue ? start.AddDays(1).AddMicroseconds(-1) : start;
        }
        else if (TimeSpanText.TryParse(text, out var ago) && text.Any(char.IsAsciiLetter) && ago < now - DateTimeOffset.UnixEpoch)
        {
            time = now - ago;
        }
        else if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read))
        {
            time = read;
        }

        return time is not null;
    }
}
