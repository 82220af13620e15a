using System.Text;

namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>Reverse-path and forward-path (RFC 5321 §4.1.2).</summary>
internal static class PathSyntax
{
    /// <summary>Reads <c>FROM:</c> or <c>TO:</c> and the path behind it.</summary>
    /// <param name="argument">The command's argument.</param>
    /// <param name="keyword">With the colon, upper case.</param>
    /// <param name="mailbox">What is between the brackets, without a source route.</param>
    /// <param name="consumed">Octets up to the parameters, or to the mistake.</param>
    public static SmtpSyntaxProblem TryRead(ReadOnlySpan<byte> argument, ReadOnlySpan<byte> keyword, out ReadOnlySpan<byte> mailbox, out int consumed)
    {
        mailbox = default;
        consumed = 0;
        if (argument.Length < keyword.Length || !Ascii.EqualsIgnoreCase(argument[..keyword.Length], keyword))
        {
            return SmtpSyntaxProblem.Keyword;
        }

        // RFC 5321 §3.3 forbids blanks here; Outlook and many devices send one.
        consumed = keyword.Length;
        while (consumed < argument.Length && argument[consumed] == ' ')
        {
            consumed++;
        }

        var rest = argument[consumed..];
        var length = rest.StartsWith("<"u8) ? BracketedLength(rest) : BareLength(rest);
        if (length <= 0 || (length < rest.Length && rest[length] != ' '))
        {
            return SmtpSyntaxProblem.Path;
        }

        consumed += length;
        mailbox = rest[0] == '<' ? rest[1..(length - 1)] : rest[..length];
        return SkipRoute(ref mailbox) ? SmtpSyntaxProblem.None : SmtpSyntaxProblem.Path;
    }

    private static int BracketedLength(ReadOnlySpan<byte> text)
    {
        var quoted = false;
        for (var i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case (byte)'"':
                    quoted = !quoted;
                    break;
                case (byte)'\\' when quoted:
                    i++;
                    break;
                case (byte)'>' when !quoted:
                    return i + 1;
                case (byte)'<' when !quoted:
                    return 0;
            }
        }

        return 0;
    }

    // Old clients and scripts leave the brackets out.
    private static int BareLength(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)' ');
        var path = end < 0 ? text : text[..end];
        return path.ContainsAny("<>\""u8) ? 0 : path.Length;
    }

    // RFC 5321 §4.1.1.3: a source route is accepted and ignored.
    private static bool SkipRoute(ref ReadOnlySpan<byte> mailbox)
    {
        if (!mailbox.StartsWith("@"u8))
        {
            return true;
        }

        var colon = mailbox.IndexOf((byte)':');
        if (colon < 0)
        {
            return false;
        }

        mailbox = mailbox[(colon + 1)..];
        return true;
    }
}
