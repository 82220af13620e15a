using System.Buffers;
using System.Text;
using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Formats.Mime;

/// <summary>Learns all that IMAP, searching and sorting need from a message in one pass.</summary>
/// <remarks>Standards: RFC 5322, RFC 2045 to 2047, RFC 9051 §7.5.2. Never throws for any octets; <see cref="MimeLimits"/> bounds the work.</remarks>
public static class MessageAnalyzer
{
    /// <summary>Analyzes a message in memory.</summary>
    public static MessageAnalysis Analyze(ReadOnlyMemory<byte> message)
    {
        var root = new MimeSplitter(new LineSource(message.Span), MimeLimits.Default).Split();
        var preview = PreviewText.Choose(root) is { } text
            ? PreviewText.Of(ToPart(text), message.Span.Slice((int)text.BodyOffset, (int)Math.Min(text.BodyLength, PreviewText.OctetsRead)))
            : "";
        return Describe(root, preview);
    }

    /// <summary>Analyzes a message from its current position on; the stream must be able to seek.</summary>
    public static MessageAnalysis Analyze(Stream message)
    {
        var start = message.Position;
        var root = new MimeSplitter(new LineSource(message), MimeLimits.Default).Split();
        var preview = PreviewText.Choose(root) is { } text ? Preview(message, start, ToPart(text)) : "";
        return Describe(root, preview);
    }

    private static string Preview(Stream message, long start, MessagePart part)
    {
        var beginning = new byte[Math.Min(part.BodyLength, PreviewText.OctetsRead)];
        message.Position = start + part.BodyOffset;
        var count = message.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
        return PreviewText.Of(part, beginning.AsSpan(0, count));
    }

    private static MessageAnalysis Describe(MimeNode root, string preview)
    {
        var limits = MimeLimits.Default;
        var output = new ArrayBufferWriter<byte>(1024);
        var writer = new ImapWriter(output);
        return new MessageAnalysis
        {
            Envelope = Text(output, () => new EnvelopeText(writer, limits).Write(root.Headers)),
            Body = Text(output, () => new BodyStructureText(writer, limits, isExtended: false).Write(root)),
            BodyStructure = Text(output, () => new BodyStructureText(writer, limits, isExtended: true).Write(root)),
            Parts = new PartMap(ToPart(root)),
            Columns = new HeaderColumnsReader(limits).Read(root.Headers),
            Preview = preview,
        };
    }

    private static byte[] Text(ArrayBufferWriter<byte> output, Action write)
    {
        output.ResetWrittenCount();
        write();
        return output.WrittenSpan.ToArray();
    }

    private static MessagePart ToPart(MimeNode node) => new()
    {
        Kind = node.Kind,
        MediaType = node.ContentType.Type.ToLowerInvariant(),
        Subtype = node.ContentType.Subtype.ToLowerInvariant(),
        Charset = node.ContentType.Find("charset") is { Length: > 0 and < 100 } charset ? Encoding.Latin1.GetString(charset) : null,
        Encoding = node.Encoding,
        HeaderOffset = node.HeaderOffset,
        HeaderLength = node.HeaderLength,
        BodyOffset = node.BodyOffset,
        BodyLength = node.BodyLength,
        Lines = node.Lines,
        Children = [.. node.Children.Select(ToPart)],
    };
}
