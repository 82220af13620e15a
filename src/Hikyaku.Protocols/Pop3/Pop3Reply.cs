using System.IO.Pipelines;

namespace Hikyaku.Protocols.Pop3;

/// <summary>An answer: its first line, and what follows it.</summary>
/// <param name="Line">The line without CRLF, beginning with +OK or -ERR.</param>
internal sealed record Pop3Reply(string Line)
{
    public static readonly Pop3Reply Ok = new("+OK");
    public static readonly Pop3Reply Bye = new("+OK Bye") { Closes = true };
    public static readonly Pop3Reply NoArgument = Error("This command takes no argument");
    public static readonly Pop3Reply NoSuchMessage = Error("There is no such message");
    public static readonly Pop3Reply TlsFirst = Error("[AUTH] Encrypt the connection first (STLS), or use the TLS port");

    // RFC 3206 §4: SYS/TEMP tells the user to wait, AUTH to check the password.
    public static readonly Pop3Reply AccessChanged = Error("Your access was changed; sign in again") with { Closes = true };
    public static readonly Pop3Reply TooSoon = Error("[LOGIN-DELAY] Too soon after the last sign-in; wait a little"); // RFC 2449 §8.1.1
    public static readonly Pop3Reply TryLater = Error("[SYS/TEMP] Try again later");
    public static readonly Pop3Reply WrongPassword = Error("[AUTH] User name or password is wrong, or POP3 is not open to this account");

    /// <summary>Whether the connection ends after it.</summary>
    public bool Closes { get; init; }

    /// <summary>Whether TLS begins after it.</summary>
    public bool StartsTls { get; init; }

    /// <summary>Writes the rest of a multi-line response, with its final dot.</summary>
    public Func<PipeWriter, CancellationToken, ValueTask>? Body { get; init; }

    public bool IsError => Line[0] == '-';

    public static Pop3Reply Error(string text) => new("-ERR " + text);
}
