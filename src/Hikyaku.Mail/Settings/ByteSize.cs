using System.Globalization;

namespace Hikyaku.Mail.Settings;

/// <summary>Counts of octets as people write them: 5GiB, 500MB, 1024, none.</summary>
public static class ByteSize
{
    private static readonly (string Name, long Factor)[] Units =
    [
        ("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10),
        ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000),
        ("T", 1L << 40), ("G", 1L << 30), ("M", 1L << 20), ("K", 1L << 10), ("B", 1),
    ];

    /// <summary>Reads a size; "none" is 0. Case does not matter, and a fraction such as 1.5GiB is allowed.</summary>
    public static bool TryParse(string text, out long octets)
    {
        ArgumentNullException.ThrowIfNull(text);
        octets = 0;
        var trimmed = text.Trim();
        if (trimmed.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var (name, factor) = Units.FirstOrDefault(unit => trimmed.EndsWith(unit.Name, StringComparison.OrdinalIgnoreCase), ("", 1));
        var digits = trimmed.AsSpan(0, trimmed.Length - name.Length).TrimEnd();
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue / factor)
        {
            return false;
        }

        octets = (long)(number * factor);
        return octets == number * factor || factor > 1;
    }

    /// <summary>Writes a size exactly, with the largest binary unit that divides it; 0 is "none".</summary>
    public static string Format(long octets)
    {
        if (octets == 0)
        {
            return "none";
        }

        var (name, factor) = Units.Take(4).FirstOrDefault(unit => octets % unit.Factor == 0, ("", 1));
        return string.Create(CultureInfo.InvariantCulture, $"{octets / factor}{name}");
    }
}
