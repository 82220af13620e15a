using System.Text;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Protocols.Imap;

/// <summary>IDLE (RFC 2177, RFC 9051 §6.3.13): changes are pushed by the store; an idle session holds no timer and no buffer.</summary>
internal static class IdleCommand
{
    public static async ValueTask<ImapReply> Idle(ImapSession session, ImapCommand command)
    {
        session.Writer.Raw("+ idling\r\n"u8);
        using var wake = new IdleWake(session.Connection);
        using (session.Mail!.Observe(_ => wake.Push()))
        using (session.View is { Mailbox.IsOwn: false } view ? view.Mail.Observe(_ => wake.Push()) : null)
        using (session.Watch!.Observe(wake.Push))
        {
            return await Wait(session);
        }
    }

    private static async ValueTask<ImapReply> Wait(ImapSession session)
    {
        session.Source.Lines.MaxLine = session.Limits.LineBeforeSignIn;
        while (true)
        {
            if (!await session.IsStillAllowed())
            {
                return ImapReply.Broken;
            }

            // Also once at the beginning: what changed before the observer was there.
            await session.Tell(mayExpunge: true);
            if (!await session.Flush())
            {
                return ImapReply.Broken;
            }

            session.Connection.Rest();
            if (session.View is { Index.IsRemoved: true })
            {
                session.Bye("The selected mailbox was deleted.");
                return ImapReply.Broken;
            }

            var read = await session.Source.Lines.ReadLine(session.Limits.Idle, CancellationToken.None);
            switch (read.Status)
            {
                case ReadStatus.Interrupted:
                    continue;
                case ReadStatus.Ok:
                    return IsDone(read.Line.Span) ? ImapReply.Ok("Idled.") : ImapReply.Bad("DONE was expected.");
                case ReadStatus.TimedOut:
                    session.Bye("Idle for too long.");
                    return ImapReply.Broken;
                case ReadStatus.Stopping:
                    session.Bye("[UNAVAILABLE] The server stops; connect again soon.");
                    return ImapReply.Broken;
                default:
                    return ImapReply.Broken;
            }
        }
    }

    private static bool IsDone(ReadOnlySpan<byte> line) => Ascii.EqualsIgnoreCase(line.TrimEnd((byte)' '), "DONE");
}
