namespace Hikyaku.Formats.Mime;

/// <summary>Extracts the base subject that threads and sorting use (RFC 5256 §2.1).</summary>
public static class BaseSubject
{
    /// <summary>The decoded subject without reply and forward marks.</summary>
    public static string Of(string subject)
    {
        var text = string.Join(' ', subject.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).AsSpan();
        while (true)
        {
            text = WithoutTrailer(text);
            text = WithoutLeaders(text);
            if (text.StartsWith("[fwd:", StringComparison.OrdinalIgnoreCase) && text.EndsWith("]"))
            {
                text = text[5..^1].Trim();
                continue;
            }

            return text.ToString();
        }
    }

    private static ReadOnlySpan<char> WithoutTrailer(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd();
        while (text.EndsWith("(fwd)", StringComparison.OrdinalIgnoreCase))
        {
            text = text[..^5].TrimEnd();
        }

        return text;
    }

    private static ReadOnlySpan<char> WithoutLeaders(ReadOnlySpan<char> text)
    {
        while (true)
        {
            text = text.TrimStart();
            var reply = AfterReply(text);
            if (reply > 0)
            {
                text = text[reply..];
                continue;
            }

            var blob = AfterBlob(text);
            if (blob == 0 || text[blob..].Trim().Length == 0)
            {
                return text;
            }

            text = text[blob..];
        }
    }

    // subj-refwd = ("re" / ("fw" ["d"])) *WSP [subj-blob] ":", after any number of blobs
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

        at += length;
        at += text[at..].Length - text[at..].TrimStart().Length;
        at += AfterBlob(text[at..]);
        return at < text.Length && (text[at] is ':' or '：') ? at + 1 : 0;
    }

    private static int AfterBlob(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || text[0] != '[')
        {
            return 0;
        }

        var end = text[1..].IndexOfAny('[', ']') + 1;
        if (end == 0 || text[end] != ']')
        {
            return 0;
        }

        end++;
        return end + text[end..].Length - text[end..].TrimStart().Length;
    }
}
