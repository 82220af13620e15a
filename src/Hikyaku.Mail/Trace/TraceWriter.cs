using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Trace;

/// <summary>Writes the trace while the server runs, and deletes what is too old.</summary>
internal sealed partial class TraceWriter(MessageTrace trace, ITraceStorage storage, Settings.Settings settings, TimeProvider time, ILogger<TraceWriter> logger)
    : IServerPart, IDisposable
{
    // Events of many messages go into one transaction.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ExpiryInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _stopping = new();
    private Task _run = Task.CompletedTask;
    private ITimer? _expiry;
    private long _toldLost;
    private DateTimeOffset _toldAt = DateTimeOffset.MinValue;

    public Task Start(CancellationToken ct)
    {
        _expiry = time.CreateTimer(_ => Expire(), null, TimeSpan.Zero, ExpiryInterval);
        _run = Task.Run(Run, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task Stop(CancellationToken ct)
    {
        await _stopping.CancelAsync();
        await _run.WaitAsync(ct);
        await Flush(ct);
    }

    public void Dispose()
    {
        _expiry?.Dispose();
        _stopping.Dispose();
    }

    private async Task Run()
    {
        try
        {
            while (await trace.Wait(_stopping.Token))
            {
                await Task.Delay(Gathering, time, _stopping.Token);
                await Flush(_stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The rest is written by Stop.
        }
    }

    private async ValueTask Flush(CancellationToken cancellation)
    {
        Exception? reason = null;
        try
        {
            await trace.Flush(cancellation);
        }
        catch (IOException exception)
        {
            reason = exception;
        }

        var lost = trace.Lost;
        var now = time.GetUtcNow();
        if (lost > _toldLost && now - _toldAt >= LogInterval)
        {
            LogLost(logger, reason, lost - _toldLost);
            (_toldLost, _toldAt) = (lost, now);
        }
    }

    private void Expire()
    {
        try
        {
            storage.RemoveBefore(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1 - settings.Get(TraceSettings.KeepDays)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotRemoved(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} events of the message trace are lost; mail is not concerned")]
    private static partial void LogLost(ILogger logger, Exception? exception, long count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An old file of the message trace cannot be deleted")]
    private static partial void LogNotRemoved(ILogger logger, Exception exception);
}
