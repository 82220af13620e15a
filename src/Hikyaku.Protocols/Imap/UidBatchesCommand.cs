namespace Hikyaku.Protocols.Imap;

/// <summary>UIDBATCHES (RFC 10022): ranges of UIDs that part the mailbox into batches of equal size, the newest first.</summary>
internal static class UidBatchesCommand
{
    // RFC 10022: a server must take 500, and refuses a client that would make sequence numbers of them.
    private const uint LeastSize = 500;
    private const uint MostMessages = 100_000;

    public static ValueTask<ImapReply> Batches(ImapSession session, ImapCommand command)
    {
        var reader = command.Arguments;
        var size = (uint)reader.Number();
        var (first, last) = (1u, uint.MaxValue);
        var hasRange = reader.Skip(' ') && !reader.IsAtEnd;
        if (hasRange)
        {
            first = (uint)reader.Number();
            reader.Expect(':');
            last = (uint)reader.Number();
        }

        if (!reader.ExpectEnd())
        {
            return new(ImapReply.Bad($"Syntax error at {reader.Problem}."));
        }

        if (size < LeastSize)
        {
            return new(ImapReply.No("[TOOFEW] A batch has 500 messages at least."));
        }

        if (first == 0 || last < first)
        {
            return new(ImapReply.Bad("[CLIENTBUG] The first batch comes first, and is number 1."));
        }

        if (hasRange && (ulong)(last - first + 1) * size > MostMessages)
        {
            return new(ImapReply.No("[TOOMANY] At most 100000 messages at once."));
        }

        Write(session, command.Tag, size, first, last);
        return new(ImapReply.Ok("Parted."));
    }

    // The batches lie next to each other without gaps, down to UID 1: new messages come above all of them.
    private static void Write(ImapSession session, string tag, uint size, uint first, uint last)
    {
        var (view, writer) = (session.View!, session.Writer);
        writer.Raw("* UIDBATCHES (TAG "u8);
        writer.String(tag);
        writer.Raw((byte)')');
        var separator = (byte)' ';
        for (var batch = first; batch <= last && (ulong)(batch - 1) * size < (ulong)view.Count; batch++)
        {
            var newest = view.Count - (int)((batch - 1) * size);
            var above = newest == view.Count ? view.UidAt(newest) : view.UidAt(newest + 1) - 1;
            var below = newest <= size ? 1u : view.UidAt((int)(newest - size) + 1);
            writer.Raw(separator);
            writer.Number(above);
            writer.Raw((byte)':');
            writer.Number(below);
            separator = (byte)',';
        }

        writer.Raw("\r\n"u8);
    }
}
