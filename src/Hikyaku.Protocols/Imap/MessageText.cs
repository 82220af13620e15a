using System.Text;
using Hikyaku.Formats.Mime;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>The readable text of a message for a search: parts decoded and folded, piece by piece.</summary>
internal sealed class MessageText(MessageReader message, PartMap parts)
{
    private const int Piece = 256 * 1024;

    /// <summary>Whether a folded text is in the body, or in the header if that counts.</summary>
    public bool Contains(string folded, bool withHeader) =>
        folded.Length == 0 || (withHeader && SearchText.Contains(Header(parts.Root), folded)) || Contains(parts.Root, folded);

    /// <summary>Whether a header field contains a folded text; with an empty text, whether the field is there.</summary>
    public bool HeaderContains(string name, string folded)
    {
        foreach (var value in SearchText.Fields(HeaderOctets(parts.Root), name))
        {
            if (SearchText.Contains(value, folded))
            {
                return true;
            }
        }

        return false;
    }

    private bool Contains(MessagePart part, string folded)
    {
        if (part.Kind == PartKind.Leaf)
        {
            return part.MediaType is "text" or "message" && LeafContains(part, folded);
        }

        foreach (var child in part.Children)
        {
            if ((part.Kind == PartKind.Message && SearchText.Contains(Header(child), folded)) || Contains(child, folded))
            {
                return true;
            }
        }

        return false;
    }

    private bool LeafContains(MessagePart part, string folded)
    {
        var decoder = new PartTextDecoder(part);
        var decoded = new StringBuilder();
        var text = "";
        var markup = "";
        var octets = new byte[Math.Min(Piece, part.BodyLength)];
        for (long at = 0; at < part.BodyLength;)
        {
            var count = message.Read(octets.AsSpan(0, (int)Math.Min(octets.Length, part.BodyLength - at)), part.BodyOffset + at);
            if (count == 0)
            {
                return false;
            }

            at += count;
            decoder.Decode(octets.AsSpan(0, count), decoded.Clear());
            text += part.Subtype == "html" ? Readable(decoded.Insert(0, markup).ToString(), at >= part.BodyLength, out markup) : decoded.ToString();
            if (SearchText.Contains(text, folded))
            {
                return true;
            }

            // A match may lie across two pieces; folding can make text a little shorter or longer.
            text = text[^Math.Min(text.Length, (folded.Length * 2) + 64)..];
        }

        return false;
    }

    private static string Readable(string html, bool isWhole, out string markup)
    {
        var text = HtmlText.Extract(html, isWhole, out var used);
        markup = html[used..];
        return text;
    }

    private string Header(MessagePart part) => SearchText.Header(HeaderOctets(part));

    private byte[] HeaderOctets(MessagePart part)
    {
        var octets = new byte[Math.Min(part.HeaderLength, MimeLimits.Default.HeaderOctets)];
        return octets[..message.Read(octets, part.HeaderOffset)];
    }
}
