using Hikyaku.Mail.Certificates;

namespace Hikyaku.Hosting;

/// <summary>Keeps the certificate that was made here in step with the domains of the server, and renews it before it ends.</summary>
internal sealed class SelfSignedRenewal(Configuration configuration, CertificateStore store, Hikyaku.Mail.Directory.Directory directory, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private ITimer? _timer;
    private int _version;
    private DateOnly _day;
    private int _isLooking;

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Opens or makes the certificate, then keeps it.</summary>
    public async Task Start(CancellationToken ct)
    {
        await Renew(ct);
        _timer = time.CreateTimer(_ => _ = Check(), null, Look, Look);
    }

    /// <summary>Makes the certificate anew if a domain has come or it ends soon.</summary>
    public async Task Check()
    {
        if ((directory.Version == _version && Today == _day) || Interlocked.Exchange(ref _isLooking, 1) == 1)
            return;

        try
        {
            await Renew(CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The next look tries again; until then the old certificate serves.
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }

    public void Dispose() => _timer?.Dispose();

    private async Task Renew(CancellationToken ct)
    {
        var version = directory.Version;
        string[] names = [configuration.HostName, "localhost", .. (await directory.Domains(ct)).Select(domain => domain.Name)];
        var certificate = SelfSignedCertificate.Open(Path.Combine(configuration.DataFolder, "keys"), [.. names.Distinct()], time.GetUtcNow());
        store.Replace(certificate);
        (_version, _day) = (version, Today);
    }
}
