using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hikyaku.Mail.Certificates;

/// <summary>A pair of PEM files: the certificate with its chain behind it, and the key; both may be one file.</summary>
/// <param name="CertificatePath">The certificate and the certificates of its issuers.</param>
/// <param name="KeyPath">The private key, not encrypted.</param>
public sealed record CertificateFiles(string CertificatePath, string KeyPath)
{
    /// <summary>Reads both files.</summary>
    public CertificateLoad Load()
    {
        try
        {
            var chain = new X509Certificate2Collection();
            var pem = File.ReadAllText(CertificatePath);
            chain.ImportFromPem(pem);
            if (chain.Count == 0)
                return new CertificateLoad(null, CertificateProblem.NoCertificate, CertificatePath);

            var own = X509Certificate2.CreateFromPem(pem, File.ReadAllText(KeyPath));
            chain.RemoveAt(0);
            return new CertificateLoad(new ServerCertificate(own, chain), CertificateProblem.None, "");
        }
        catch (CryptographicException e)
        {
            return new CertificateLoad(null, CertificateProblem.KeyDoesNotFit, e.Message);
        }
        catch (ArgumentException e)
        {
            return new CertificateLoad(null, CertificateProblem.KeyDoesNotFit, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new CertificateLoad(null, CertificateProblem.Unreadable, e.Message);
        }
    }

    /// <summary>Changes when a file does; links (as ACME clients make them) are followed.</summary>
    internal string Stamp() => $"{Stamp(CertificatePath)} {Stamp(KeyPath)}";

    private static string Stamp(string path)
    {
        try
        {
            var file = new FileInfo(path);
            var target = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            return target.Exists ? $"{target.FullName}:{target.Length}:{target.LastWriteTimeUtc.Ticks}" : "-";
        }
        catch (IOException)
        {
            return "-";
        }
    }
}
