using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace Hikyaku.Formats.Mime;

/// <summary>Prepares text for comparison in a search: NFKC and without case, so that full and half width forms are equal.</summary>
public static class SearchText
{
    /// <summary>The form in which texts are compared ordinally.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return text.Normalize(NormalizationForm.FormKC).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // A lone surrogate has no normal form.
            return text.ToUpperInvariant();
        }
    }

    /// <summary>Whether a text contains another one, which is folded already.</summary>
    public static bool Contains(string text, string folded)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(folded);

        // Folding leaves ASCII what it is but for the case: most text needs no copy.
        return Ascii.IsValid(text)
            ? folded.Length <= text.Length && Ascii.IsValid(folded) && text.Contains(folded, StringComparison.OrdinalIgnoreCase)
            : Fold(text).Contains(folded, StringComparison.Ordinal);
    }

    /// <summary>The decoded values of all fields of that name in a header.</summary>
    public static IReadOnlyList<string> Fields(ReadOnlySpan<byte> header, string name)
    {
        var block = Read(header);
        return block.FindAll(name) is { } value ? [new HeaderColumnsReader(MimeLimits.Default).Text(value)] : [];
    }

    /// <summary>The whole header, decoded.</summary>
    public static string Header(ReadOnlySpan<byte> header)
    {
        var options = new ParserOptions { CharsetEncoding = Charsets.RawHeader };
        return Rfc2047.DecodeText(options, header[..Math.Min(header.Length, MimeLimits.Default.HeaderOctets)].ToArray());
    }

    private static HeaderBlock Read(ReadOnlySpan<byte> header)
    {
        var block = new HeaderBlock();
        var collector = new HeaderCollector(block, MimeLimits.Default.Fields, MimeLimits.Default.HeaderOctets);
        var lines = new LineSource(header);
        while (lines.Next() && lines.Content.Length > 0)
        {
            collector.Add(lines.Line, lines.IsLineStart);
        }

        collector.Complete();
        return block;
    }
}
