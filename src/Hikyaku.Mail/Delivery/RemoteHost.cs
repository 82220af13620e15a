using System.Net;

namespace Hikyaku.Mail.Delivery;

/// <summary>One address of one host to try.</summary>
/// <param name="Name">The host's name, for TLS and reports; the address where it has none.</param>
/// <param name="EndPoint">Where to connect to.</param>
/// <param name="Tls">How the connection is protected.</param>
/// <param name="Credentials">How to sign in, if at all.</param>
public sealed record RemoteHost(string Name, IPEndPoint EndPoint, RemoteTls Tls = RemoteTls.Opportunistic, RemoteCredentials? Credentials = null)
{
    /// <summary>Whether TLS comes before the greeting.</summary>
    public bool IsImplicitTls => Tls is RemoteTls.Implicit or RemoteTls.ImplicitEncrypted;

    /// <summary>Whether the certificate must be trusted and bear the host's name.</summary>
    public bool VerifiesCertificate => Tls is RemoteTls.Implicit or RemoteTls.Required;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{EndPoint.Address}]";
}
