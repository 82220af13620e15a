using System.Net;
using System.Text;

namespace Hikyaku.Formats.Mime;

/// <summary>Takes the readable text out of HTML: no tags, comments, scripts or styles; character references resolved.</summary>
public static class HtmlText
{
    // Longer markup is given up: it is no page that a person reads.
    private const int MaxMarkup = 1024 * 1024;
    private const int MaxReference = 12;
    private static readonly string[] Hidden = ["script", "style", "title"];

    /// <summary>The text of some HTML; markup becomes a space where it ends a word on the screen.</summary>
    public static string Extract(string html) => Extract(html, isWhole: true, out _);

    /// <summary>The text of a piece of HTML.</summary>
    /// <param name="html">The piece, behind what of the last one was not used.</param>
    /// <param name="isWhole">Nothing comes behind it.</param>
    /// <param name="used">Where markup begins that does not end in this piece; the length when there is none.</param>
    public static string Extract(string html, bool isWhole, out int used)
    {
        ArgumentNullException.ThrowIfNull(html);
        var text = new StringBuilder(html.Length);
        used = 0;
        while (used < html.Length)
        {
            var open = html.IndexOf('<', used);
            var end = open < 0 ? EndOfText(html, used, isWhole) : open;
            text.Append(html, used, end - used);
            used = end;
            if (open < 0)
            {
                break;
            }

            var length = text.Length;
            var after = AfterTag(html, open, text);
            if (after >= html.Length && !isWhole && html.Length - open <= MaxMarkup)
            {
                text.Length = length;
                break;
            }

            used = after;
        }

        return WebUtility.HtmlDecode(text.ToString());
    }

    // A character reference may go on in the next piece.
    private static int EndOfText(string html, int from, bool isWhole)
    {
        var reference = isWhole ? -1 : html.LastIndexOf('&', html.Length - 1, Math.Min(MaxReference, html.Length - from));
        return reference < 0 || html.IndexOf(';', reference) >= 0 ? html.Length : reference;
    }

    private static int AfterTag(string html, int open, StringBuilder text)
    {
        if (string.CompareOrdinal(html, open, "<!--", 0, 4) == 0)
        {
            return After(html, "-->", open + 4);
        }

        var name = Name(html, open + 1);
        if (name.Length == 0 && (open + 1 >= html.Length || html[open + 1] is not ('/' or '!' or '?')))
        {
            text.Append('<');
            return open + 1;
        }

        if (!IsInline(name.Length > 0 ? name : Name(html, Math.Min(open + 2, html.Length))))
        {
            text.Append(' ');
        }

        var end = After(html, ">", open);
        foreach (var hidden in Hidden)
        {
            if (name.Equals(hidden, StringComparison.OrdinalIgnoreCase))
            {
                return After(html, ">", After(html, "</" + hidden, end));
            }
        }

        return end;
    }

    private static ReadOnlySpan<char> Name(string html, int at)
    {
        var end = at;
        while (end < html.Length && end - at < 12 && char.IsAsciiLetterOrDigit(html[end]))
        {
            end++;
        }

        return html.AsSpan(at, end - at);
    }

    private static bool IsInline(ReadOnlySpan<char> name)
    {
        Span<char> lower = stackalloc char[name.Length];
        name.ToLowerInvariant(lower);
        return lower is "a" or "b" or "i" or "u" or "em" or "strong" or "span" or "font" or "small" or "big" or "wbr" or "mark" or "sub" or "sup" or "code";
    }

    private static int After(string html, string what, int from)
    {
        var at = html.IndexOf(what, Math.Min(from, html.Length), StringComparison.OrdinalIgnoreCase);
        return at < 0 ? html.Length : at + what.Length;
    }
}
