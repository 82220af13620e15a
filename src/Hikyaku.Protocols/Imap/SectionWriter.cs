using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Formats.Mime;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>Writes sections of a message (RFC 9051 §6.4.5.1): ranges of its octets, streamed.</summary>
internal sealed class SectionWriter(ImapSession session, MessageReader message, PartMap? parts)
{
    private const int Piece = 32 * 1024;
    private const int MaxHeader = 8 * 1024 * 1024;

    /// <summary>Writes the item; answers why it could not be given, after NIL was written.</summary>
    public async ValueTask<ImapReply?> Write(FetchItem item)
    {
        session.Writer.Raw(item.Name);
        session.Writer.Raw((byte)' ');
        if (item.Kind is FetchKind.Binary or FetchKind.BinarySize)
        {
            return await Binary(item);
        }

        if (MessageSection.Find(item, parts, message.Length) is not var (offset, length))
        {
            session.Writer.Nil();
            return null;
        }

        if (item.Section is SectionKind.Fields or SectionKind.FieldsNot)
        {
            Literal(Cut(HeaderFields.Select(await Read(offset, Math.Min(length, MaxHeader)), item.Fields, item.Section == SectionKind.Fields), item));
            return null;
        }

        var from = Math.Min(item.From ?? 0, length);
        await Stream(offset + from, Math.Min(item.Count, length - from));
        return null;
    }

    private async ValueTask Stream(long offset, long length)
    {
        session.Writer.Raw((byte)'{');
        session.Writer.Number(length);
        session.Writer.Raw("}\r\n"u8);
        while (length > 0)
        {
            var output = session.Connection.Output;
            var piece = output.GetMemory(Piece);
            piece = piece[..(int)Math.Min(Math.Min(piece.Length, 4 * Piece), length)];
            var count = await message.Read(piece, offset, CancellationToken.None);
            if (count == 0)
            {
                // The count was promised already: only a broken connection says it.
                throw new IOException("A message file is shorter than it was.");
            }

            // RFC 9051 §9: a literal has no NUL; what is shown instead is what other servers show.
            piece.Span[..count].Replace((byte)0, (byte)0x80);
            output.Advance(count);
            offset += count;
            length -= count;
            if (!await session.FlushIfLarge())
            {
                throw new IOException("The client is gone.");
            }
        }
    }

    private async ValueTask<ImapReply?> Binary(FetchItem item)
    {
        var part = item.Part.Count > 0
            ? parts?.Find([.. item.Part])
            : new MessagePart { Encoding = "BINARY", BodyLength = message.Length };
        if (part is null)
        {
            session.Writer.Raw(item.Kind == FetchKind.BinarySize ? "0"u8 : "NIL"u8);
            return null;
        }

        if (TransferDecoding.Find(part.Encoding) is not { } decoding)
        {
            session.Writer.Raw(item.Kind == FetchKind.BinarySize ? "0"u8 : "NIL"u8);
            return ImapReply.No("[UNKNOWN-CTE] The part cannot be decoded.");
        }

        await new BinarySection(session, message, part, decoding).Write(item);
        return null;
    }

    private async ValueTask<byte[]> Read(long offset, long length)
    {
        var octets = new byte[length];
        var count = await message.Read(octets, offset, CancellationToken.None);
        return count == length ? octets : octets[..count];
    }

    private static ReadOnlyMemory<byte> Cut(byte[] octets, FetchItem item)
    {
        var from = (int)Math.Min(item.From ?? 0, octets.Length);
        return octets.AsMemory(from, (int)Math.Min(item.Count, octets.Length - from));
    }

    private void Literal(ReadOnlyMemory<byte> octets)
    {
        session.Writer.Raw((byte)'{');
        session.Writer.Number(octets.Length);
        session.Writer.Raw("}\r\n"u8);
        session.Writer.Raw(octets.Span);
    }
}
