namespace Hikyaku.Protocols.Connections;

/// <summary>How a read from a client ended.</summary>
public enum ReadStatus
{
    /// <summary>There is a line or data.</summary>
    Ok,

    /// <summary>The line was longer than allowed; it has been skipped up to its end.</summary>
    TooLong,

    /// <summary>The client closed the connection or it broke.</summary>
    Closed,

    /// <summary>The time given for the read is over.</summary>
    TimedOut,

    /// <summary>The server shuts down and no whole line had arrived: say bye and return.</summary>
    Stopping,

    /// <summary><see cref="MailConnection.Interrupt"/> was called; nothing was consumed, read again.</summary>
    Interrupted,
}
