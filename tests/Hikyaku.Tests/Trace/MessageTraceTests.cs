using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Trace;

namespace Hikyaku.Tests.Trace;

public sealed class MessageTraceTests : IDisposable
{
    private readonly KeptTrace _storage = new();
    private readonly MailMetrics _metrics = new(TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task What_was_recorded_is_written_in_order()
    {
        using var trace = new MessageTrace(_storage, () => true, _metrics, TimeProvider.System);
        trace.Record("a", TraceKind.Received, TraceOrigin.Unknown);
        trace.Record("a", TraceKind.Delivered, TraceOrigin.Unknown);
        await trace.Flush(Cancellation);
        Assert.Equal([TraceKind.Received, TraceKind.Delivered], _storage.Events.Select(e => e.Kind));
    }

    [Fact]
    public async Task A_full_channel_loses_events_and_counts_them()
    {
        using var trace = new MessageTrace(_storage, () => true, _metrics, TimeProvider.System);
        for (var i = 0; i < MessageTrace.Capacity + 3; i++)
        {
            trace.Record("a", TraceKind.Received, TraceOrigin.Unknown);
        }

        Assert.Equal(3, trace.Lost);
        await trace.Flush(Cancellation);
        Assert.Equal(MessageTrace.Capacity, _storage.Events.Count);
    }

    [Fact]
    public async Task What_cannot_be_written_is_lost_and_counted()
    {
        using var trace = new MessageTrace(_storage, () => true, _metrics, TimeProvider.System);
        _storage.IsBroken = true;
        trace.Record("a", TraceKind.Received, TraceOrigin.Unknown);
        await Assert.ThrowsAsync<IOException>(async () => await trace.Flush(Cancellation));
        _storage.IsBroken = false;
        trace.Record("b", TraceKind.Received, TraceOrigin.Unknown);
        await trace.Flush(Cancellation);
        Assert.Equal((1, "b"), (trace.Lost, Assert.Single(_storage.Events).Trace));
    }

    [Fact]
    public async Task Without_days_to_keep_nothing_is_recorded()
    {
        using var trace = new MessageTrace(_storage, () => false, _metrics, TimeProvider.System);
        trace.Record("a", TraceKind.Received, TraceOrigin.Unknown);
        await trace.Flush(Cancellation);
        Assert.Empty(_storage.Events);
    }
}
