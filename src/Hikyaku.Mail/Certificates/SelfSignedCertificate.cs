using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hikyaku.Mail.Certificates;

/// <summary>A certificate for a server that was given none, kept in two PEM files; made anew when it lacks a name or ends soon.</summary>
public static class SelfSignedCertificate
{
    private static readonly TimeSpan Renewal = TimeSpan.FromDays(30);

    // Some clients refuse certificates that are valid for longer.
    private static readonly TimeSpan Validity = TimeSpan.FromDays(397);

    /// <summary>Gives the kept certificate if it stands for all names and lasts, or makes one.</summary>
    /// <param name="folder">Where the files are; made when missing, readable by the owner only.</param>
    /// <param name="names">Host names, the most important first.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="IOException">The files cannot be written.</exception>
    public static ServerCertificate Open(string folder, IReadOnlyCollection<string> names, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(names);
        var files = new CertificateFiles(Path.Combine(folder, "self-signed.crt"), Path.Combine(folder, "self-signed.key"));
        if (files.Load().Certificate is { } kept && kept.NotAfter - now > Renewal && names.All(name => kept.Names.Contains(name)))
            return kept;

        if (OperatingSystem.IsWindows())
            System.IO.Directory.CreateDirectory(folder);
        else
            System.IO.Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Create(files, names, now);
        return files.Load().Certificate ?? throw new IOException($"The certificate just written to {folder} cannot be read.");
    }

    private static void Create(CertificateFiles files, IReadOnlyCollection<string> names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(names.First() is { Length: <= 64 } name ? name : "Hikyaku");
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var each in names)
            alternatives.AddDnsName(each);
        alternatives.AddIpAddress(IPAddress.Loopback);
        alternatives.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now + Validity);
        Write(files.KeyPath, key.ExportPkcs8PrivateKeyPem());
        Write(files.CertificatePath, certificate.ExportCertificatePem());
    }

    // Whoever reads the file meanwhile finds the old one or the new one.
    private static void Write(string path, string pem)
    {
        var beside = path + ".new";
        File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(beside, options))
            writer.Write(pem);
        File.Move(beside, path, overwrite: true);
    }
}
