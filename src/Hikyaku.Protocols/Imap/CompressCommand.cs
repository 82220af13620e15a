namespace Hikyaku.Protocols.Imap;

/// <summary>COMPRESS (RFC 4978): both directions go on as DEFLATE behind the answer.</summary>
internal static class CompressCommand
{
    public static async ValueTask<ImapReply> Compress(ImapSession session, ImapCommand command)
    {
        var reader = command.Arguments;
        var mechanism = reader.Word();
        if (!reader.ExpectEnd())
        {
            return ImapReply.Bad($"Syntax error at {reader.Problem}.");
        }

        if (mechanism != "DEFLATE")
        {
            return ImapReply.Bad("The one mechanism is DEFLATE.");
        }

        // RFC 4978 §3
        if (session.Connection.IsCompressed)
        {
            return ImapReply.No("[COMPRESSIONACTIVE] The connection is compressed already.");
        }

        // What a client sends before it has read the answer would be taken for compressed octets.
        if (session.Source.Lines.HasLine())
        {
            return ImapReply.Bad("Wait for the answer to COMPRESS.");
        }

        session.Writer.Raw($"{command.Tag} OK From here on all is compressed.\r\n");
        if (!await session.Flush())
        {
            return ImapReply.Broken;
        }

        session.Connection.Compress();
        return ImapReply.Sent;
    }
}
