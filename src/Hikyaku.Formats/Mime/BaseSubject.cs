namespace Hikyaku.Formats.Mime;

/// <summary>Extracts the base subject that threads and sorting use (RFC 5256 §2.1).</summary>
public static class BaseSubject
{
    private const string Space = " ";

    /// <summary>The decoded subject without reply and forward marks.</summary>
    public static string Of(string subject) => Of(subject, out _);

    /// <summary>The decoded subject without reply and forward marks, and whether there were any.</summary>
    public static string Of(string subject, out bool isReply)
    {
        ArgumentNullException.ThrowIfNull(subject);

        // §2.1 (1): tabs, line ends and repeated spaces become one space.
        var text = string.Join(' ', subject.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).AsSpan();
        isReply = false;
        while (true)
        {
            text = WithoutTrailers(text, ref isReply);
            text = WithoutLeaders(text, ref isReply);

            // §2.1 (6)
            if (!text.StartsWith("[fwd:", StringComparison.OrdinalIgnoreCase) || !text.EndsWith("]"))
            {
                return text.ToString();
            }

            isReply = true;
            text = text[5..^1].Trim(Space);
        }
    }

    // §2.1 (2): subj-trailer = "(fwd)" / WSP
    private static ReadOnlySpan<char> WithoutTrailers(ReadOnlySpan<char> text, scoped ref bool isReply)
    {
        text = text.TrimEnd(Space);
        while (text.EndsWith("(fwd)", StringComparison.OrdinalIgnoreCase))
        {
            isReply = true;
            text = text[..^5].TrimEnd(Space);
        }

        return text;
    }

    // §2.1 (3) to (5)
    private static ReadOnlySpan<char> WithoutLeaders(ReadOnlySpan<char> text, scoped ref bool isReply)
    {
        while (true)
        {
            text = text.TrimStart(Space);
            var reply = AfterReply(text);
            if (reply > 0)
            {
                isReply = true;
                text = text[reply..];
                continue;
            }

            var blob = AfterBlob(text);
            if (blob == 0 || text[blob..].IsEmpty)
            {
                return text;
            }

            text = text[blob..];
        }
    }

    // subj-leader = (*subj-blob subj-refwd); subj-refwd = ("re" / ("fw" ["d"])) *WSP [subj-blob] ":"
    private static int AfterReply(ReadOnlySpan<char> text)
    {
        var at = 0;
        for (int blob; (blob = AfterBlob(text[at..])) > 0;)
        {
            at += blob;
        }

        var word = text[at..];
        var length = word.StartsWith("re", StringComparison.OrdinalIgnoreCase) ? 2
            : word.StartsWith("fwd", StringComparison.OrdinalIgnoreCase) ? 3
            : word.StartsWith("fw", StringComparison.OrdinalIgnoreCase) ? 2 : 0;
        if (length == 0)
        {
            return 0;
        }

        at = AfterSpace(text, at + length);
        at += AfterBlob(text[at..]);
        return at < text.Length && text[at] == ':' ? at + 1 : 0;
    }

    // subj-blob = "[" *BLOBCHAR "]" *WSP
    private static int AfterBlob(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || text[0] != '[')
        {
            return 0;
        }

        var end = text[1..].IndexOfAny('[', ']') + 1;
        return end == 0 || text[end] != ']' ? 0 : AfterSpace(text, end + 1);
    }

    private static int AfterSpace(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at;
    }
}
