namespace Hikyaku.Protocols.Imap;

/// <summary>The bounds of an IMAP session.</summary>
internal sealed record ImapLimits
{
    /// <summary>Octets of a line before sign-in; a token in AUTHENTICATE is long.</summary>
    public int LineBeforeSignIn { get; init; } = 16 * 1024;

    /// <summary>Octets of a line; RFC 7162 §4 asks for 8192 at least.</summary>
    public int Line { get; init; } = 256 * 1024;

    /// <summary>Octets of a whole command with its literals, other than messages.</summary>
    public int Command { get; init; } = 1024 * 1024;

    /// <summary>Messages of one APPEND (RFC 3502).</summary>
    public int MessagesOfAppend { get; init; } = 500;

    /// <summary>Failed or unknown commands in a row before the session ends.</summary>
    public int BadCommands { get; init; } = 20;

    /// <summary>Failed sign-ins before the session ends.</summary>
    public int FailedSignIns { get; init; } = 5;

    /// <summary>The wait for a command before sign-in.</summary>
    public TimeSpan BeforeSignIn { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The wait for a command; RFC 9051 §5.4 asks for 30 minutes at least.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The wait for octets of a literal.</summary>
    public TimeSpan Literal { get; init; } = TimeSpan.FromMinutes(5);
}
