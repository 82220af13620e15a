using System.Net;
using System.Net.Sockets;
using Hikyaku.Formats.Authenticity;

namespace Hikyaku.Mail.Resolving;

/// <summary>The DNS as mail needs it. Look-ups are bounded in time and never throw for what the network does.</summary>
public interface IDnsResolver
{
    /// <summary>The mail exchanges of a domain, as given, not sorted.</summary>
    ValueTask<DnsAnswer<MailExchange>> Mx(string domain, CancellationToken cancellation);

    /// <summary>The addresses of a host: A records for <see cref="AddressFamily.InterNetwork"/>, AAAA for <see cref="AddressFamily.InterNetworkV6"/>.</summary>
    ValueTask<DnsAnswer<IPAddress>> Addresses(string host, AddressFamily family, CancellationToken cancellation);

    /// <summary>The TXT records of a name, the strings of each joined (RFC 7208 §3.3).</summary>
    ValueTask<DnsAnswer<string>> Txt(string name, CancellationToken cancellation);

    /// <summary>The host names of an address.</summary>
    ValueTask<DnsAnswer<string>> Ptr(IPAddress address, CancellationToken cancellation);

    /// <summary>The TLSA records of a name such as <c>_25._tcp.mail.example</c>.</summary>
    ValueTask<DnsAnswer<TlsaRecord>> Tlsa(string name, CancellationToken cancellation);

    /// <summary>The CNAME record of a name itself, not followed.</summary>
    ValueTask<DnsAnswer<string>> Alias(string name, CancellationToken cancellation);
}
