using Hikyaku.Mail.Delivery.Protection.Reporting;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>Keeps the policies of other domains fresh, the counts of TLS safe and reports going out while the server runs.</summary>
internal sealed partial class ProtectionPart(MtaSts mtaSts, TlsCounts counts, TlsReporting reporting, Settings.Settings settings, TimeProvider time, ILogger<ProtectionPart> logger) : IServerPart, IDisposable
{
    private const int TicksPerRefresh = 60;
    private const int TicksPerReport = 10;
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _run = Task.CompletedTask;
    private Task _reporting = Task.CompletedTask;

    public Task Start(CancellationToken ct)
    {
        _run = Task.Run(() => Run(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task Stop(CancellationToken ct)
    {
        await _stopping.CancelAsync();
        await _run.WaitAsync(ct);
        await Task.WhenAny(_reporting).WaitAsync(ct);
        await Do(counts.Flush, ct);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task Run(CancellationToken stopping)
    {
        try
        {
            using var timer = new PeriodicTimer(Tick, time);
            for (var tick = 1; await timer.WaitForNextTickAsync(stopping); tick++)
            {
                await Do(counts.Flush, stopping);
                // Beside the rest: some domains answer slowly.
                if (tick % TicksPerReport == 0 && _reporting.IsCompleted && settings.Get(ProtectionSettings.Reports))
                {
                    _reporting = Do(reporting.Run, stopping);
                }

                if (tick % TicksPerRefresh == 0)
                {
                    await Do(async cancellation => await mtaSts.Refresh(cancellation), stopping);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    private async Task Do(Func<CancellationToken, ValueTask> work, CancellationToken cancellation)
    {
        try
        {
            await work(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The upkeep of outgoing.db failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
