namespace Hikyaku.Protocols.Pop3;

/// <summary>What one POP3 session may use.</summary>
internal static class Pop3Limits
{
    /// <summary>RFC 2449 §4 asks for 255 octets; SASL responses (RFC 5034 §4) need more.</summary>
    public const int Line = 12_288;

    /// <summary>Failed sign-ins before the connection ends.</summary>
    public const int SignIns = 5;

    /// <summary>Wrong commands before the connection ends.</summary>
    public const int Errors = 20;

    /// <summary>Octets read from a message at a time.</summary>
    public const int Piece = 32_768;

    /// <summary>RFC 1939 §3: at least ten minutes.</summary>
    public static TimeSpan Idle { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Before the sign-in a client has less time.</summary>
    public static TimeSpan IdleBeforeSignIn { get; } = TimeSpan.FromMinutes(2);
}
