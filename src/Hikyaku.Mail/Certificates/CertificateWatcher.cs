using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Certificates;

/// <summary>Loads certificate files again when they change; a bad file keeps what is in use and is logged.</summary>
public sealed partial class CertificateWatcher : IDisposable
{
    // Folders on some file systems send no events, so the files are also looked at.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    // Certificate and key are written one after the other.
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    private readonly CertificateFiles _files;
    private readonly CertificateStore _store;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly Lock _check = new();
    private string _stamp;

    /// <summary>Watches files whose contents are in use in <paramref name="store"/>.</summary>
    public CertificateWatcher(CertificateFiles files, CertificateStore store, TimeProvider time, ILogger<CertificateWatcher> logger)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(time);
        _files = files;
        _store = store;
        _logger = logger;
        _stamp = files.Stamp();
        _timer = time.CreateTimer(_ => Check(), null, Look, Look);
        foreach (var folder in new[] { files.CertificatePath, files.KeyPath }.Select(Path.GetDirectoryName).Distinct())
            Watch(folder!);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        foreach (var watcher in _watchers)
            watcher.Dispose();
    }

    private void Watch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder) { EnableRaisingEvents = true };
            watcher.Changed += (_, _) => _timer.Change(Settle, Look);
            watcher.Created += (_, _) => _timer.Change(Settle, Look);
            watcher.Renamed += (_, _) => _timer.Change(Settle, Look);
            _watchers.Add(watcher);
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            WatchFailed(_logger, folder, e.Message);
        }
    }

    private void Check()
    {
        lock (_check)
        {
            var stamp = _files.Stamp();
            if (stamp == _stamp)
                return;

            _stamp = stamp;
            var load = _files.Load();
            if (load.Certificate is { } certificate)
            {
                _store.Replace(certificate);
                Reloaded(_logger, _files.CertificatePath, string.Join(", ", certificate.Names), certificate.NotAfter);
            }
            else
            {
                KeptOld(_logger, _files.CertificatePath, load.Problem, load.Detail);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Certificate {File} loaded again: {Names}, valid until {NotAfter:u}")]
    private static partial void Reloaded(ILogger logger, string file, string names, DateTimeOffset notAfter);

    [LoggerMessage(Level = LogLevel.Error, Message = "Certificate {File} has changed but cannot be used ({Problem}: {Detail}); the old one stays in use")]
    private static partial void KeptOld(ILogger logger, string file, CertificateProblem problem, string detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Folder {Folder} cannot be watched, its certificate is looked at every few seconds: {Reason}")]
    private static partial void WatchFailed(ILogger logger, string folder, string reason);
}
