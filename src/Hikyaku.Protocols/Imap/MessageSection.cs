using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Formats.Mime;

namespace Hikyaku.Protocols.Imap;

/// <summary>Where a section of a message lies (RFC 9051 §6.4.5.1).</summary>
internal static class MessageSection
{
    /// <summary>The place of a section, before header fields are chosen and octets cut; null when there is none.</summary>
    public static (long Offset, long Length)? Find(FetchItem item, PartMap? parts, long whole)
    {
        if (item.Part.Count == 0 && item.Section == SectionKind.All)
        {
            return (0, whole);
        }

        if (parts?.Find([.. item.Part]) is not { } part)
        {
            return null;
        }

        if (item.Section is SectionKind.All)
        {
            return (part.BodyOffset, part.BodyLength);
        }

        if (item.Section == SectionKind.Mime)
        {
            return (part.HeaderOffset, part.HeaderLength);
        }

        // HEADER and TEXT of a part are those of the message it holds.
        var message = item.Part.Count == 0 ? part : part.Kind == PartKind.Message ? part.Children[0] : null;
        return message is null ? null
            : item.Section == SectionKind.Text ? (message.BodyOffset, message.BodyLength) : (message.HeaderOffset, message.HeaderLength);
    }
}
