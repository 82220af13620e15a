using System.Text;
using Hikyaku.Formats.Text;

namespace Hikyaku.Formats.Mime;

/// <summary>Compares text in a search by the collation i;unicode-casemap (RFC 5255 §4.2), for which full and half width forms are equal.</summary>
public static class SearchText
{
    /// <summary>The form in which texts are compared ordinally.</summary>
    public static string Fold(string text) => UnicodeCasemap.Fold(text);

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

    /// <summary>The whole header, decoded field by field, a line for each.</summary>
    public static string Header(ReadOnlySpan<byte> header)
    {
        var reader = new HeaderColumnsReader(MimeLimits.Default);
        var text = new StringBuilder(header.Length);
        foreach (var field in Read(header).Fields)
        {
            text.Append(field.Name).Append(": ").Append(reader.Text(field.Unfolded())).Append("\r\n");
        }

        return text.ToString();
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
