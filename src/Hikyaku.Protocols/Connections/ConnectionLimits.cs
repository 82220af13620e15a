using System.Collections.Immutable;
using System.Net;

namespace Hikyaku.Protocols.Connections;

/// <summary>Bounds that hold for the connections of every protocol.</summary>
public sealed record ConnectionLimits
{
    /// <summary>Connections of all listeners together.</summary>
    public int Total { get; init; } = 20_000;

    /// <summary>Connections to mailboxes of one IPv4 address or one IPv6 /64. An office may sit behind one address, each user with several connections.</summary>
    public int PerAddress { get; init; } = 200;

    /// <summary>The same for SMTP, submission and LMTP, where a client needs one for each message that it sends at once.</summary>
    public int SmtpPerAddress { get; init; } = 20;

    /// <summary>Networks whose addresses may have any number, beside this machine.</summary>
    public ImmutableArray<IPNetwork> Exempt { get; init; } = [];

    /// <summary>Time for a TLS handshake.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time in which a front must have sent its PROXY header.</summary>
    public TimeSpan ProxyHeader { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time in which a client that still sends may read our last reply, before the connection is closed on it.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time a client may leave our answer unread before the connection is cut.</summary>
    public TimeSpan Write { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The most that one address may have at once.</summary>
    internal int Of(ListenerProtocol protocol, IPAddress address) =>
        IPAddress.IsLoopback(address) || Exempt.Any(network => network.Contains(address)) ? int.MaxValue : protocol.IsSmtp() ? SmtpPerAddress : PerAddress;
}
