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

    /// <summary>Whether a client at <paramref name="address"/> may sign in without TLS.</summary>
    public bool AllowsPlaintextAuth(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in AllowPlaintextAuth)
        {
            if (network.Contains(plain))
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Protocol.Name()} {EndPoint}";
}
