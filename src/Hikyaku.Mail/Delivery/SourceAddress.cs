using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Delivery;

/// <summary>From where mail goes out, written as addresses and perhaps a host name, parted by commas: <c>192.0.2.1,2001:db8::1,mail.example.test</c>.</summary>
/// <param name="Four">The IPv4 address; null: IPv4 is not used.</param>
/// <param name="Six">The IPv6 address; null: IPv6 is not used.</param>
/// <param name="Name">The name for EHLO; null: that of the server.</param>
public sealed record SourceAddress(IPAddress? Four, IPAddress? Six, string? Name)
{
    /// <summary>Reads the form that people write.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SourceAddress? source)
    {
        ArgumentNullException.ThrowIfNull(text);
        source = null;
        var read = new SourceAddress(null, null, null);
        foreach (var word in text.Split(','))
        {
            if (IPAddress.TryParse(word, out var address) && (address.AddressFamily == AddressFamily.InterNetworkV6 ? read.Six : read.Four) is null)
            {
                read = address.AddressFamily == AddressFamily.InterNetworkV6 ? read with { Six = address } : read with { Four = address };
            }
            else if (address is null && read.Name is null && DomainName.TryNormalize(word, out var name))
            {
                read = read with { Name = name };
            }
            else
            {
                return false;
            }
        }

        source = read.Four is null && read.Six is null ? null : read;
        return source is not null;
    }

    /// <summary>A host that is reached from here; null when it has an address of a kind that is not used.</summary>
    public RemoteHost? Reach(RemoteHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        // This machine is reached from itself.
        if (IPAddress.IsLoopback(host.EndPoint.Address))
        {
            return host;
        }

        var address = host.EndPoint.AddressFamily == AddressFamily.InterNetworkV6 ? Six : Four;
        return address is null ? null : host with { Source = address, HelloName = Name };
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(',', new[] { Four?.ToString(), Six?.ToString(), Name }.Where(w => w is not null));
}
