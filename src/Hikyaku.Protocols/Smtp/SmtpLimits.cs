namespace Hikyaku.Protocols.Smtp;

/// <summary>Bounds of one SMTP or LMTP dialogue.</summary>
public sealed record SmtpLimits
{
    /// <summary>A command line with CRLF. RFC 5321 §4.5.3.1.4 asks for 512, and each extension for some more.</summary>
    public int CommandLine { get; init; } = 2048;

    /// <summary>A line of AUTH (RFC 4954 §4: 12288).</summary>
    public int AuthLine { get; init; } = 12_288;

    /// <summary>Commands refused for their form or order, until the connection is closed.</summary>
    public int Errors { get; init; } = 20;

    /// <summary>Recipients refused, until the connection is closed.</summary>
    public int RefusedRecipients { get; init; } = 100;

    /// <summary>Sign-ins refused, until the connection is closed.</summary>
    public int RefusedSignIns { get; init; } = 5;

    /// <summary>Time to wait for a command. RFC 5321 §4.5.3.2.7 asks for 5 minutes.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Time to wait for the next octets of a message (RFC 5321 §4.5.3.2.5: 3 minutes).</summary>
    public TimeSpan Data { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Age at which a connection takes no further message.</summary>
    public TimeSpan Session { get; init; } = TimeSpan.FromHours(4);
}
