using Hikyaku.Mail.Certificates;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Hosting;

/// <summary>Gives the server its certificate: the configured files, watched, or a self-signed one.</summary>
internal sealed class CertificateSetup(
    Configuration configuration, CertificateStore store, Hikyaku.Mail.Directory.Directory directory, TimeProvider time, ILogger<CertificateWatcher> logger) : IDisposable
{
    private CertificateWatcher? _watcher;

    /// <summary>Why there is no certificate, or null.</summary>
    public async Task<string?> Run(CancellationToken ct)
    {
        if (configuration.Tls is { } tls)
            return Load(new CertificateFiles(tls.Certificate, tls.Key));

        string[] names = [configuration.HostName, "localhost", .. (await directory.Domains(ct)).Select(domain => domain.Name)];
        store.Replace(SelfSignedCertificate.Open(Path.Combine(configuration.DataFolder, "keys"), [.. names.Distinct()], time.GetUtcNow()));
        return null;
    }

    public void Dispose() => _watcher?.Dispose();

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
        _watcher = new CertificateWatcher(files, store, time, logger);
        return null;
    }
}
