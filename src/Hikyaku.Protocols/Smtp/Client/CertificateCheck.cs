using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>Judges the certificate of a remote host: by what was named for it, or by the authorities that are trusted.</summary>
internal static class CertificateCheck
{
    private const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    /// <summary>How the host proves who it is, or what is wrong; <paramref name="host"/> decides whether that matters.</summary>
    /// <param name="host">The host.</param>
    /// <param name="certificate">What it showed.</param>
    /// <param name="chain">The chain as far as it could be built, with the other certificates that the host showed.</param>
    /// <param name="problems">What is wrong for those who ask the authorities.</param>
    public static CertificateVerdict Judge(RemoteHost host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors problems)
    {
        if (certificate is not X509Certificate2 shown)
        {
            return new CertificateVerdict(TlsProof.None, TlsFailureType.ValidationFailure, "no certificate");
        }

        if (host.Anchors is { } anchors)
        {
            return IsMeant(anchors, shown, chain)
                ? new CertificateVerdict(host.Tls == RemoteTls.Pinned ? TlsProof.Pinned : TlsProof.Dane, null, null)
                : new CertificateVerdict(TlsProof.None, TlsFailureType.ValidationFailure, $"the certificate {shown.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256)} is not the one that is named for the host");
        }

        return problems == SslPolicyErrors.None ? new CertificateVerdict(TlsProof.Authority, null, null) : new CertificateVerdict(TlsProof.None, Failure(chain, problems), Words(chain, problems));
    }

    private static TlsFailureType Failure(X509Chain? chain, SslPolicyErrors problems) =>
        chain?.ChainStatus.Any(s => s.Status == X509ChainStatusFlags.NotTimeValid) == true ? TlsFailureType.CertificateExpired
        : problems.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? TlsFailureType.CertificateHostMismatch
        : problems.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? TlsFailureType.CertificateNotTrusted
        : TlsFailureType.ValidationFailure;

    private static string Words(X509Chain? chain, SslPolicyErrors problems) =>
        chain?.ChainStatus is { Length: > 0 } statuses ? $"{problems} ({string.Join(", ", statuses.Select(s => s.Status).Distinct())})" : problems.ToString();

    private static bool IsMeant(CertificateAnchors anchors, X509Certificate2 shown, X509Chain? chain)
    {
        // RFC 7672 §3.1.1: neither names nor dates of a certificate count that is itself named.
        if (anchors.Records.Any(r => r.Usage == TlsaRecord.DaneEe && r.Matches(shown.RawData)))
        {
            return true;
        }

        var authorities = anchors.Records.Where(r => r.Usage == TlsaRecord.DaneTa).ToArray();
        // RFC 7672 §3.2: below a named authority the name counts.
        return authorities.Length > 0 && anchors.Names.Any(name => shown.MatchesHostname(name)) && IsBelow(authorities, shown, chain);
    }

    private static bool IsBelow(TlsaRecord[] authorities, X509Certificate2 shown, X509Chain? presented)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        if (presented is not null)
        {
            policy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        }

        var carried = authorities.Select(Carried).OfType<X509Certificate2>().ToArray();
        policy.ExtraStore.AddRange(carried);
        try
        {
            chain.Build(shown);
            var isFirst = true;
            foreach (var element in chain.ChainElements)
            {
                // Whatever is wrong below the authority breaks the chain; that nobody above it is known does not matter.
                if (element.ChainElementStatus.Any(s => (s.Status & ~Untrusted) != X509ChainStatusFlags.NoError))
                {
                    return false;
                }

                if (!isFirst && Array.Exists(authorities, a => a.Matches(element.Certificate.RawData)))
                {
                    return true;
                }

                isFirst = false;
            }

            return false;
        }
        finally
        {
            foreach (var element in chain.ChainElements)
            {
                element.Certificate.Dispose();
            }

            Array.ForEach(carried, c => c.Dispose());
        }
    }

    // RFC 7672 §3.1.2: a record may carry the whole certificate of the authority, which the host then need not show.
    private static X509Certificate2? Carried(TlsaRecord record)
    {
        try
        {
            return record.Certificate is { IsEmpty: false } octets ? X509CertificateLoader.LoadCertificate(octets) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
