using Hikyaku.Mail.Certificates;

namespace Hikyaku.Hosting.Doctor;

/// <summary>The certificate can be used, stands for the host name, and lasts.</summary>
internal static class CertificateCheck
{
    private const string Area = "certificate";
    private static readonly TimeSpan EndsSoon = TimeSpan.FromDays(14);

    public static IEnumerable<Finding> Run(Configuration configuration, DateTimeOffset now)
    {
        if (configuration.Tls is not { } tls)
        {
            yield return Finding.Warn(Area, "CertificateSelfSigned", configuration.HostName);
            yield break;
        }

        var files = new CertificateFiles(tls.Certificate, tls.Key);
        var load = files.Load();
        if (load.Certificate is not { } certificate)
        {
            yield return new Finding(Area, FindingState.Fail, CertificateSetup.Explain(files, load));
            yield break;
        }

        yield return Lasts(certificate, now);
        yield return certificate.StandsFor(configuration.HostName)
            ? Finding.Ok(Area, "DoctorCertificateNames", string.Join(", ", certificate.Names))
            : Finding.Fail(Area, "DoctorCertificateOtherName", string.Join(", ", certificate.Names), configuration.HostName);
        if (certificate.IsSelfSigned)
            yield return Finding.Warn(Area, "CertificateSelfSigned", tls.Certificate);
    }

    private static Finding Lasts(ServerCertificate certificate, DateTimeOffset now)
    {
        var left = certificate.NotAfter - now;
        var until = certificate.NotAfter.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return left < TimeSpan.Zero ? Finding.Fail(Area, "DoctorCertificateEnded", until)
            : left < EndsSoon ? Finding.Warn(Area, "DoctorCertificateEnds", until)
            : Finding.Ok(Area, "DoctorCertificateLasts", until);
    }
}
