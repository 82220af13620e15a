using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hikyaku.Mail.Certificates;

/// <summary>A certificate with its key and chain, made ready once for all handshakes.</summary>
public sealed class ServerCertificate
{
    /// <summary>Makes a certificate ready.</summary>
    /// <param name="certificate">The certificate with its private key.</param>
    /// <param name="chain">The certificates of its issuers that are sent along; may be empty.</param>
    public ServerCertificate(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        Certificate = certificate;
        EndPointBinding = HashForBinding(certificate);
        Names = CertificateNames.Of(certificate);
        TlsOptions = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13, // RFC 8996, RFC 8997: nothing older
            AllowRenegotiation = false,
        };
    }

    /// <summary>The certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The DNS names it stands for, in lower case; a wildcard is "*.example.com".</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>End of validity.</summary>
    public DateTimeOffset NotAfter => new(Certificate.NotAfter);

    /// <summary>The certificate was signed with its own key.</summary>
    public bool IsSelfSigned => Certificate.SubjectName.RawData.AsSpan().SequenceEqual(Certificate.IssuerName.RawData);

    /// <summary>The octets of <c>tls-server-end-point</c> (RFC 5929 §4.1).</summary>
    public ReadOnlyMemory<byte> EndPointBinding { get; }

    /// <summary>Whether it stands for a host name, itself or by a wildcard (RFC 9525 §6.3).</summary>
    public bool StandsFor(string hostName) =>
        Names.Contains(hostName) || (CertificateNames.Wildcard(hostName) is { } wildcard && Names.Contains(wildcard));

    /// <summary>What a handshake with this certificate uses.</summary>
    public SslServerAuthenticationOptions TlsOptions { get; }

    // RFC 5929 §4.1: the hash of the certificate's signature algorithm, but SHA-256 for MD5 and SHA-1.
    private static byte[] HashForBinding(X509Certificate2 certificate) => certificate.SignatureAlgorithm.Value switch
    {
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => SHA384.HashData(certificate.RawDataMemory.Span),
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => SHA512.HashData(certificate.RawDataMemory.Span),
        _ => SHA256.HashData(certificate.RawDataMemory.Span),
    };
}
