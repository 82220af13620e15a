namespace Hikyaku.Protocols.Connections;

/// <summary>Bounds that hold for the connections of every protocol.</summary>
public sealed record ConnectionLimits
{
    /// <summary>Connections of all listeners together.</summary>
    public int Total { get; init; } = 20_000;

    /// <summary>Connections of one IPv4 address or one IPv6 /64. A whole office sits behind one address, each user with a dozen connections.</summary>
    public int PerAddress { get; init; } = 2_000;

    /// <summary>Time for a TLS handshake.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time in which a client that still sends may read our last reply, before the connection is closed on it.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time a client may leave our answer unread before the connection is cut.</summary>
    public TimeSpan Write { get; init; } = TimeSpan.FromMinutes(5);
}
