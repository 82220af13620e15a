namespace Hikyaku.Protocols.Connections;

/// <summary>What follows from a listener's protocol.</summary>
public static class ListenerProtocols
{
    /// <summary>TLS starts with the first octet (RFC 8314 §3).</summary>
    public static bool IsImplicitTls(this ListenerProtocol protocol) =>
        protocol is ListenerProtocol.Submissions or ListenerProtocol.Imaps or ListenerProtocol.Pop3s or ListenerProtocol.Https;

    /// <summary>Mail is handed over there.</summary>
    internal static bool IsSmtp(this ListenerProtocol protocol) =>
        protocol is ListenerProtocol.Smtp or ListenerProtocol.Submission or ListenerProtocol.Submissions or ListenerProtocol.Lmtp;

    /// <summary>The name in <c>hikyaku.json</c> and in logs.</summary>
    public static string Name(this ListenerProtocol protocol) => protocol.ToString().ToLowerInvariant();

    /// <summary>The one line a client gets when no connection is free, or empty where the protocol has none.</summary>
    internal static ReadOnlySpan<byte> TooManyConnections(this ListenerProtocol protocol) => protocol switch
    {
        ListenerProtocol.Smtp or ListenerProtocol.Submission or ListenerProtocol.Lmtp => "421 4.7.0 Too many connections, try again later\r\n"u8,
        ListenerProtocol.Imap => "* BYE [UNAVAILABLE] Too many connections, try again later\r\n"u8,
        ListenerProtocol.Pop3 => "-ERR [SYS/TEMP] Too many connections, try again later\r\n"u8,
        _ => [],
    };
}
