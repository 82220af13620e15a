using System.Net;
using System.Net.NetworkInformation;

namespace Hikyaku.Mail.Delivery;

/// <summary>What names this server in MX records: its host name and the addresses of its interfaces.</summary>
/// <param name="hostName">The server's host name.</param>
/// <param name="addresses">Reads the addresses now; they may change while the server runs.</param>
/// <param name="further">Further addresses that lead here, such as those before address translation.</param>
public sealed class OwnAddresses(string hostName, Func<IEnumerable<IPAddress>> addresses, Func<IEnumerable<IPNetwork>>? further = null)
{
    /// <summary>The addresses of the machine's interfaces, and further ones.</summary>
    public static OwnAddresses OfMachine(string hostName, Func<IEnumerable<IPNetwork>>? further = null) => new(hostName, Read, further);

    /// <summary>Whether an MX host is this server by name.</summary>
    public bool IsHostName(string host) => string.Equals(host, hostName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an address leads to this machine.</summary>
    public bool Contains(IPAddress address) =>
        addresses().Contains(address) || (further is not null && further().Any(network => network.Contains(address)));

    private static IEnumerable<IPAddress> Read()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address)];
        }
        catch (NetworkInformationException)
        {
            return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        }
    }
}
