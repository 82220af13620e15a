namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>How long the client waits, and how much it takes.</summary>
/// <remarks>Standards: RFC 5321 §4.5.3.2 gives the least time-outs.</remarks>
internal sealed record SmtpClientLimits
{
    /// <summary>Until the connection stands.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>RFC 5321 §4.5.3.2.1.</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>EHLO, HELO, AUTH and STARTTLS.</summary>
    public TimeSpan Hello { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The TLS handshake.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>RFC 5321 §4.5.3.2.2.</summary>
    public TimeSpan MailFrom { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>RFC 5321 §4.5.3.2.3.</summary>
    public TimeSpan RcptTo { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>RFC 5321 §4.5.3.2.4.</summary>
    public TimeSpan DataCommand { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Each write of the data; RFC 5321 §4.5.3.2.5.</summary>
    public TimeSpan DataBlock { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>RFC 5321 §4.5.3.2.6: long, since giving up after the dot makes doubles.</summary>
    public TimeSpan DataEnd { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The answer to QUIT, which changes nothing any more.</summary>
    public TimeSpan Quit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The answer to RSET, by which a connection shows that it is still there.</summary>
    public TimeSpan Reset { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection waits for the next message to the same host.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The age at which a connection takes no further message.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Messages of one connection.</summary>
    public int Messages { get; init; } = 100;

    /// <summary>Connections that wait, to all hosts together.</summary>
    public int IdleConnections { get; init; } = 100;

    /// <summary>The longest reply in octets.</summary>
    public int ReplyOctets { get; init; } = 64 * 1024;
}
