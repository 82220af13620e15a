using Hikyaku.Mail.Certificates;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Hosting;

/// <summary>Gives the server its certificate: the configured files, watched, or a self-signed one.</summary>
internal sealed class CertificateSetup(
    Configuration configuration, CertificateStore store, Hikyaku.Mail.Directory.Directory directory, TimeProvider time, ILogger<CertificateWatcher> logger) : IDisposable
{
    private IDisposable? _renewal;

    /// <summary>Why there is no certificate, or null.</summary>
    public async Task<string?> Run(CancellationToken ct)
    {
        if (configuration.Tls is { } tls)
            return Load(new CertificateFiles(tls.Certificate, tls.Key));

        var renewal = new SelfSignedRenewal(configuration, store, directory, time);
        _renewal = renewal;
        await renewal.Start(ct);
        return null;
    }

    public void Dispose() => _renewal?.Dispose();

    /// <summary>What is wrong with files that cannot be used.</summary>
    public static string Explain(CertificateFiles files, CertificateLoad load) => load.Problem switch
    {
        CertificateProblem.NoCertificate => HostingTexts.Get("CertificateEmpty", files.CertificatePath),
        CertificateProblem.KeyDoesNotFit => HostingTexts.Get("CertificateNoKey", files.KeyPath, files.CertificatePath),
        _ => HostingTexts.Get("CertificateBad", load.Detail),
    };

    private string? Load(CertificateFiles files)
    {
        var load = files.Load();
        if (load.Certificate is not { } certificate)
            return Explain(files, load);

        store.Replace(certificate);
        _renewal = new CertificateWatcher(files, store, time, logger);
        return null;
    }
}
