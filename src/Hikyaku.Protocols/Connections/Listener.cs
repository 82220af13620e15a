using System.Collections.Immutable;
using System.Net;

namespace Hikyaku.Protocols.Connections;

/// <summary>One address and port the server answers on.</summary>
/// <param name="Protocol">What is spoken there.</param>
/// <param name="EndPoint">Address and port; port 0 takes a free one.</param>
/// <param name="AllowPlaintextAuth">Networks whose clients may sign in without TLS.</param>
public sealed record Listener(ListenerProtocol Protocol, IPEndPoint EndPoint, ImmutableArray<IPNetwork> AllowPlaintextAuth)
{
    /// <summary>A listener that never lets a password pass without TLS.</summary>
    public Listener(ListenerProtocol protocol, IPEndPoint endPoint)
        : this(protocol, endPoint, [])
    {
    }

    /// <summary>Networks of fronts that pass connections on: each connection from there begins with a PROXY header (version 1 or 2).</summary>
    public ImmutableArray<IPNetwork> ProxyFrom { get; init; } = [];

    /// <summary>Networks of fronts that tell by XCLIENT for whom they speak SMTP.</summary>
    public ImmutableArray<IPNetwork> XclientFrom { get; init; } = [];

    /// <summary>Whether messages with a bare CR or LF are repaired instead of refused (SMTP and LMTP).</summary>
    public bool RepairsLineEnds { get; init; }

    /// <summary>Whether a client at <paramref name="address"/> may sign in without TLS.</summary>
    public bool AllowsPlaintextAuth(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Contains(AllowPlaintextAuth, address);
    }

    /// <summary>Whether a connection from <paramref name="address"/> begins with a PROXY header.</summary>
    internal bool IsProxy(IPAddress address) => Contains(ProxyFrom, address);

    /// <summary>Whether a front at <paramref name="address"/> may speak for its clients with XCLIENT.</summary>
    internal bool TakesXclient(IPAddress address) => Contains(XclientFrom, address);

    private static bool Contains(ImmutableArray<IPNetwork> networks, IPAddress address)
    {
        if (networks.IsEmpty)
            return false;

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in networks)
        {
            if (network.Contains(plain))
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Protocol.Name()} {EndPoint}";
}
