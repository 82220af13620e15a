using System.Net;
using System.Text;

namespace Hikyaku.Formats.Mime;

/// <summary>Takes the readable text out of HTML: no tags, comments, scripts or styles; character references resolved.</summary>
public static class HtmlText
{
    private static readonly string[] Hidden = ["script", "style", "title"];

    /// <summary>The text of some HTML; markup becomes a space where it ends a word on the screen.</summary>
    public static string Extract(string html)
    {
        var text = new StringBuilder(html.Length);
        var at = 0;
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            text.Append(html, at, (open < 0 ? html.Length : open) - at);
            at = open < 0 ? html.Length : AfterTag(html, open, text);
        }

        return WebUtility.HtmlDecode(text.ToString());
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
