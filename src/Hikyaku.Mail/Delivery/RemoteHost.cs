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

    /// <summary>Whether the host must prove who it is.</summary>
    public bool VerifiesCertificate => Tls is RemoteTls.Implicit or RemoteTls.Required or RemoteTls.Dane or RemoteTls.Pinned;

    /// <summary>The certificates that will do, in place of those of public authorities; null where those are asked.</summary>
    public CertificateAnchors? Anchors { get; init; }

    /// <summary>The address of this server to connect from; null: what the system chooses.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>How this server calls itself there; null: by its host name.</summary>
    public string? HelloName { get; init; }

    /// <summary>The name that is asked for in TLS (RFC 7672 §8.1: the base of the TLSA records).</summary>
    public string TlsName => Anchors?.Names is [var name, ..] ? name : Name.StartsWith('[') ? EndPoint.Address.ToString() : Name;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{EndPoint.Address}]";
}
