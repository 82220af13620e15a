using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>Keeps the policies of other domains fresh while the server runs.</summary>
internal sealed partial class ProtectionPart(MtaSts mtaSts, TimeProvider time, ILogger<ProtectionPart> logger) : IServerPart, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _run = Task.CompletedTask;

    public Task Start(CancellationToken ct)
    {
        _run = Task.Run(() => Run(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task Stop(CancellationToken ct)
    {
        await _stopping.CancelAsync();
        await _run.WaitAsync(ct);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task Run(CancellationToken stopping)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            while (await timer.WaitForNextTickAsync(stopping))
            {
                await Refresh(stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    private async Task Refresh(CancellationToken stopping)
    {
        try
        {
            await mtaSts.Refresh(stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The MTA-STS policies could not be refreshed; it is tried again in an hour")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
