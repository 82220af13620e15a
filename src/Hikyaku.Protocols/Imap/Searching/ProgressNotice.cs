namespace Hikyaku.Protocols.Imap.Searching;

/// <summary>Tells a client now and then how far a long command is (RFC 9585), so that it does not give up.</summary>
internal sealed class ProgressNotice(ImapSession session, string tag)
{
    // RFC 9585 §3: neither so often that it disturbs nor so seldom that a client gives up.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private long _told = session.Connection.Time.GetTimestamp();

    /// <summary>Writes a notice if the last one, or the beginning, was some time ago.</summary>
    /// <exception cref="IOException">The client is gone: the command need not go on.</exception>
    public async ValueTask Tell(int done, int total)
    {
        var time = session.Connection.Time;
        if (time.GetElapsedTime(_told) < Interval)
        {
            return;
        }

        _told = time.GetTimestamp();
        var writer = session.Writer;
        writer.Raw("* OK [INPROGRESS ("u8);
        writer.String(tag);
        writer.Raw((byte)' ');
        writer.Number(done);
        writer.Raw((byte)' ');
        writer.Number(Math.Max(total, done + 1));
        writer.Raw(")] Still at it.\r\n"u8);
        if (!await session.Flush())
        {
            throw new IOException("The client left during a command.");
        }
    }
}
