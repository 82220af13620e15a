using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Formats.Mime;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>
/// Writes a part without its transfer encoding (RFC 3516 §4.3), in pieces. What a literal holds must be known before its first octet, so that the part
/// is decoded twice.
/// </summary>
internal sealed class BinarySection(ImapSession session, MessageReader message, MessagePart part, TransferDecoding decoding)
{
    private const int Piece = 48 * 1024;
    private readonly byte[] _encoded = new byte[(int)Math.Clamp(part.BodyLength, 1, Piece)];

    public async ValueTask Write(FetchItem item)
    {
        var (size, hasNul) = Measure(item);
        if (item.Kind == FetchKind.BinarySize)
        {
            session.Writer.Number(size);
            return;
        }

        var left = Math.Min(item.Count, size - Math.Min(item.From ?? 0, size));
        session.Writer.Raw(hasNul ? "~{"u8 : "{"u8); // RFC 3516 §4.2: literal8
        session.Writer.Number(left);
        session.Writer.Raw("}\r\n"u8);
        await Write(item, left);
    }

    private async ValueTask Write(FetchItem item, long left)
    {
        var skipped = (long)(item.From ?? 0);
        foreach (var decoded in Decoded())
        {
            var from = (int)Math.Min(skipped, decoded.Length);
            var count = (int)Math.Min(left, decoded.Length - from);
            session.Writer.Raw(decoded.AsSpan(from, count));
            (skipped, left) = (skipped - from, left - count);
            if (left == 0)
            {
                return;
            }

            if (!await session.FlushIfLarge())
            {
                throw new IOException("The client is gone.");
            }
        }

        if (left > 0)
        {
            throw new IOException("A message file is shorter than it was.");
        }
    }

    // The octets of the whole part, and whether those that are wanted hold a NUL.
    private (long Size, bool HasNul) Measure(FetchItem item)
    {
        var (size, hasNul) = (0L, false);
        foreach (var decoded in Decoded())
        {
            var from = (int)Math.Clamp((item.From ?? 0) - size, 0, decoded.Length);
            var to = (int)Math.Clamp((item.From ?? 0) + (long)item.Count - size, from, decoded.Length);
            hasNul = hasNul || decoded.AsSpan(from, to - from).Contains((byte)0);
            size += decoded.Length;
        }

        return (size, hasNul);
    }

    private IEnumerable<byte[]> Decoded()
    {
        var decode = decoding.Start();
        for (long at = 0; at < part.BodyLength;)
        {
            var count = message.Read(_encoded.AsSpan(0, (int)Math.Min(_encoded.Length, part.BodyLength - at)), part.BodyOffset + at);
            if (count == 0)
            {
                yield break;
            }

            at += count;
            yield return decode(_encoded, count);
        }
    }
}
