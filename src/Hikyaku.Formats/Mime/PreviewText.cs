using System.Text;

namespace Hikyaku.Formats.Mime;

/// <summary>Cuts the preview (RFC 8970) out of the decoded beginning of a text part.</summary>
internal static class PreviewText
{
    public const int OctetsRead = 16 * 1024;
    private const int MaxCharacters = 200;
    private const int Few = 2048;

    // What a cut may decode otherwise.
    private const int Uncertain = 16;

    /// <summary>The part whose text stands for the message: the first plain text, else the first HTML that is no attachment.</summary>
    public static MimeNode? Choose(MimeNode root) => Find(root, "plain") ?? Find(root, "html");

    public static string Of(MessagePart part, ReadOnlySpan<byte> beginning)
    {
        var isHtml = part.Subtype == "html";
        if (!isHtml && beginning.Length > Few && Decode(part, beginning[..Few]) is { Length: > Uncertain } few
            && OneLine(few.AsSpan(0, few.Length - Uncertain)) is { Length: MaxCharacters } line)
        {
            return Ended(line);
        }

        var text = Decode(part, beginning);
        return Ended(OneLine(isHtml ? HtmlText.Extract(text) : text));
    }

    private static string Decode(MessagePart part, ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder();
        new PartTextDecoder(part).Decode(octets, text);
        return text.ToString();
    }

    private static MimeNode? Find(MimeNode node, string subtype)
    {
        if (node.Kind == PartKind.Leaf)
        {
            return node.ContentType.IsText && node.ContentType.Subtype.Equals(subtype, StringComparison.OrdinalIgnoreCase) && !IsAttachment(node) ? node : null;
        }

        foreach (var child in node.Children)
        {
            if (Find(child, subtype) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static bool IsAttachment(MimeNode node) =>
        node.Headers.Find("Content-Disposition") is { } value && value.AsSpan().StartsWith("attachment"u8);

    private static StringBuilder OneLine(ReadOnlySpan<char> text)
    {
        var line = new StringBuilder(MaxCharacters);
        foreach (var character in text)
        {
            if (line.Length >= MaxCharacters)
            {
                break;
            }

            if (!char.IsWhiteSpace(character) && !char.IsControl(character))
            {
                line.Append(character);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line;
    }

    private static string Ended(StringBuilder line)
    {
        if (line.Length > 0 && char.IsHighSurrogate(line[^1]))
        {
            line.Length--;
        }

        return line.ToString().TrimEnd();
    }
}
