using System.Net.Security;
using System.Security.Authentication;

namespace Hikyaku.Protocols.Connections;

/// <summary>What was agreed in the TLS handshake of a connection.</summary>
/// <param name="Protocol">Version of TLS.</param>
/// <param name="CipherSuite">The cipher suite.</param>
/// <param name="ServerName">The name the client asked for (SNI), or null.</param>
/// <param name="ServerEndPoint">The <c>tls-server-end-point</c> channel binding (RFC 5929 §4), or empty.</param>
/// <param name="Exporter">The <c>tls-exporter</c> channel binding (RFC 9266), or empty: .NET 10 cannot export keying material.</param>
public sealed record TlsFacts(
    SslProtocols Protocol, TlsCipherSuite CipherSuite, string? ServerName, ReadOnlyMemory<byte> ServerEndPoint, ReadOnlyMemory<byte> Exporter)
{
    /// <summary>The version as the Received field names it: "TLSv1.3".</summary>
    public string ProtocolName => Protocol switch
    {
        SslProtocols.Tls12 => "TLSv1.2",
        SslProtocols.Tls13 => "TLSv1.3",
        _ => Protocol.ToString(),
    };
}
