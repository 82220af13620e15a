using System.Text;

using Hikyaku.Formats.Mime;
using Hikyaku.Formats.Text;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching;

/// <summary>The readable text of a message: parts decoded piece by piece.</summary>
internal sealed class MessageText(MessageReader message, PartMap parts)
{
    private const int Piece = 256 * 1024;

    /// <summary>Whether a text is in the body, or in the header if that counts.</summary>
    public bool Contains(TextNeedle needle, bool withHeader) =>
        needle.IsEmpty || (withHeader && SearchText.Contains(Header(parts.Root), needle.Folded)) || Contains(parts.Root, needle.Folded);

    /// <summary>Whether a header field contains a text; with an empty one, whether the field is there.</summary>
    public bool FieldContains(string name, TextNeedle needle)
    {
        foreach (var value in SearchText.Fields(HeaderOctets(parts.Root), name))
        {
            if (SearchText.Contains(value, needle.Folded))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Calls for each token of the header.</summary>
    public void HeaderTokens(Action<string> token) => Add(new SearchTokens(token), Header(parts.Root));

    /// <summary>Calls for each token of the body, as long as it is wanted.</summary>
    public void BodyTokens(Action<string> token, Func<bool> isWanted) => BodyTokens(parts.Root, new SearchTokens(token), isWanted);

    private void BodyTokens(MessagePart part, SearchTokens tokens, Func<bool> isWanted)
    {
        if (part.Kind == PartKind.Leaf && IsReadable(part))
        {
            foreach (var piece in Pieces(part).TakeWhile(_ => isWanted()))
            {
                tokens.Add(SearchText.Fold(piece));
            }

            tokens.Complete();
        }

        foreach (var child in part.Children)
        {
            if (part.Kind == PartKind.Message)
            {
                Add(tokens, Header(child));
            }

            BodyTokens(child, tokens, isWanted);
        }
    }

    private static void Add(SearchTokens tokens, string text)
    {
        tokens.Add(SearchText.Fold(text));
        tokens.Complete();
    }

    private bool Contains(MessagePart part, string folded)
    {
        if (part.Kind == PartKind.Leaf)
        {
            return IsReadable(part) && LeafContains(part, folded);
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
        var text = "";
        foreach (var piece in Pieces(part))
        {
            // A match may lie across two pieces; folding can make text a little shorter or longer.
            text = text.Length == 0 ? piece : string.Concat(text.AsSpan(text.Length - Math.Min(text.Length, (folded.Length * 2) + 64)), piece);
            if (SearchText.Contains(text, folded))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsReadable(MessagePart part) => part.MediaType is "text" or "message";

    // The decoded text of a part without its markup.
    private IEnumerable<string> Pieces(MessagePart part)
    {
        var decoder = new PartTextDecoder(part);
        var decoded = new StringBuilder();
        var markup = "";
        var octets = new byte[Math.Min(Piece, part.BodyLength)];
        for (long at = 0; at < part.BodyLength;)
        {
            var count = message.Read(octets.AsSpan(0, (int)Math.Min(octets.Length, part.BodyLength - at)), part.BodyOffset + at);
            if (count == 0)
            {
                yield break;
            }

            at += count;
            decoder.Decode(octets.AsSpan(0, count), decoded.Clear());
            yield return part.Subtype == "html" ? Readable(decoded.Insert(0, markup).ToString(), at >= part.BodyLength, out markup) : decoded.ToString();
        }
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
