using System.Globalization;
using System.Text;

namespace Hikyaku.Mail.Settings;

/// <summary>Spans of time as people write them: 30s, 5m, 4h, 5d, 1d12h.</summary>
public static class TimeSpanText
{
    private const int MaxDigits = 9;
    private static readonly (char Name, long Seconds)[] Units = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

    /// <summary>Reads a span; a bare number counts seconds.</summary>
    public static bool TryParse(string text, out TimeSpan span)
    {
        ArgumentNullException.ThrowIfNull(text);
        span = TimeSpan.Zero;
        var rest = text.Trim().AsSpan();
        var (seconds, read) = (0L, false);
        while (!rest.IsEmpty)
        {
            var length = rest.IndexOfAnyExceptInRange('0', '9');
            length = length < 0 ? rest.Length : length;
            var unit = length == rest.Length ? 1 : Seconds(rest[length]);
            if (length is 0 or > MaxDigits || unit == 0)
            {
                return false;
            }

            seconds += long.Parse(rest[..length], CultureInfo.InvariantCulture) * unit;
            rest = rest[Math.Min(length + 1, rest.Length)..];
            read = true;
        }

        span = TimeSpan.FromSeconds(seconds);
        return read;
    }

    /// <summary>Writes a span of whole seconds.</summary>
    public static string Format(TimeSpan span)
    {
        var rest = (long)span.TotalSeconds;
        var text = new StringBuilder();
        foreach (var (name, seconds) in Units)
        {
            if (rest >= seconds)
            {
                text.Append(CultureInfo.InvariantCulture, $"{rest / seconds}{name}");
                rest %= seconds;
            }
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static long Seconds(char unit) => Units.FirstOrDefault(known => known.Name == char.ToLowerInvariant(unit)).Seconds;
}
