using System.Globalization;

namespace Hikyaku.Formats.Vpopmail;

/// <summary>pw_shell as a quota.</summary>
/// <param name="Bytes">The most octets, 0 for none.</param>
/// <param name="Messages">The most messages, 0 for none.</param>
/// <param name="IsSuspect">The text fills its column of 20 characters without the C that ends a whole one, or does not parse: it may have been cut, and must
/// not be applied blindly. A longer one stood in a wider column.</param>
public readonly record struct QuotaText(long Bytes, long Messages, bool IsSuspect)
{
    private const int ColumnWidth = 20;

    /// <summary>Reads a quota text.</summary>
    public static QuotaText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0 || text == "NOQUOTA")
        {
            return default;
        }

        var (bytes, messages, suspect) = (0L, 0L, text.Length == ColumnWidth && !text.EndsWith('C'));
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.EndsWith('C'))
            {
                suspect |= !TryNumber(part.AsSpan(0, part.Length - 1), 1, ref messages);
            }
            else
            {
                suspect |= !TrySize(part, ref bytes);
            }
        }

        return new QuotaText(bytes, messages, suspect);
    }

    /// <summary>The text of a quota.</summary>
    public static string Write(long bytes, long messages) => (bytes, messages) switch
    {
        (0, 0) => "NOQUOTA",
        (_, 0) => string.Create(CultureInfo.InvariantCulture, $"{bytes}S"),
        (0, _) => string.Create(CultureInfo.InvariantCulture, $"{messages}C"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes}S,{messages}C"),
    };

    private static bool TrySize(ReadOnlySpan<char> part, ref long bytes)
    {
        part = Strip(Strip(part, 'S'), 'B');
        var unit = part.IsEmpty ? 1 : (part[^1] | 0x20) switch { 'm' => 1L << 20, 'k' => 1L << 10, _ => 1 };
        return TryNumber(unit == 1 ? part : part[..^1], unit, ref bytes);
    }

    private static ReadOnlySpan<char> Strip(ReadOnlySpan<char> part, char letter) =>
        !part.IsEmpty && (part[^1] & ~0x20) == letter ? part[..^1] : part;

    private static bool TryNumber(ReadOnlySpan<char> digits, long unit, ref long value)
    {
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue / unit)
        {
            return false;
        }

        value = number * unit;
        return true;
    }
}
