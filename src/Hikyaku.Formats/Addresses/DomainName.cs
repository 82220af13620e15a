using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hikyaku.Formats.Addresses;

/// <summary>Domain names in their one look-up form: lower-case A-labels (RFC 5890 §2.3.2.1) without a trailing dot.</summary>
public static class DomainName
{
    /// <summary>The longest domain in octets that RFC 5321 §4.5.3.1.2 allows.</summary>
    public const int MaxLength = 255;

    private const int MaxLabelLength = 63;

    /// <summary>Gives the look-up form of a domain written as U-labels or A-labels in any case.</summary>
    /// <param name="text">The domain, without brackets; a trailing dot is dropped.</param>
    /// <param name="ascii">Lower-case A-labels.</param>
    /// <returns>False when the text is no host name: empty or too long labels, or characters outside letters, digits, hyphen and underscore.</returns>
    public static bool TryNormalize(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? ascii)
    {
        ascii = null;
        if (text.EndsWith('.'))
        {
            text = text[..^1];
        }

        if (text.IsEmpty || text.Length > MaxLength)
        {
            return false;
        }

        if (System.Text.Ascii.IsValid(text))
        {
            if (!HasValidLabels(text))
            {
                return false;
            }

            ascii = text.ToString().ToLowerInvariant();
            return true;
        }

        return TryToAscii(text.ToString(), out ascii);
    }

    /// <summary>Gives the form for people: U-labels where they are valid, else the A-label as it is.</summary>
    public static string ToUnicode(string ascii)
    {
        ArgumentNullException.ThrowIfNull(ascii);
        if (!ascii.Contains("xn--", StringComparison.OrdinalIgnoreCase))
        {
            return ascii;
        }

        try
        {
            return new IdnMapping().GetUnicode(ascii);
        }
        catch (ArgumentException)
        {
            return ascii;
        }
    }

    private static bool TryToAscii(string text, [NotNullWhen(true)] out string? ascii)
    {
        ascii = null;
        try
        {
            var mapped = new IdnMapping().GetAscii(text.ToLowerInvariant()).ToLowerInvariant();
            if (mapped.Length > MaxLength || !HasValidLabels(mapped))
            {
                return false;
            }

            ascii = mapped;
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool HasValidLabels(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('.'))
        {
            if (!IsValidLabel(text[range]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsValidLabel(ReadOnlySpan<char> label)
    {
        if (label.IsEmpty || label.Length > MaxLabelLength || label[0] == '-' || label[^1] == '-')
        {
            return false;
        }

        foreach (var c in label)
        {
            // RFC 5321 §2.3.5 knows no underscore, but hosts that send mail carry it.
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
