using System.Threading.Channels;
using Hikyaku.Mail.Metrics;

namespace Hikyaku.Mail.Trace;

/// <summary>
/// What happens to every message. Whoever records does not wait: events go through a bounded channel to a writer in the background, and where that does
/// not keep up, events are lost and counted. Mail never waits for its trace.
/// </summary>
/// <remarks>Limits: <see cref="Capacity"/> events on their way.</remarks>
/// <param name="storage">Where the events go.</param>
/// <param name="isKept">Whether a trace is wanted.</param>
/// <param name="metrics">Counts what happens.</param>
/// <param name="time">The clock.</param>
public sealed class MessageTrace(ITraceStorage storage, Func<bool> isKept, MailMetrics metrics, TimeProvider time) : IDisposable
{
    /// <summary>The most events that wait for the writer.</summary>
    public const int Capacity = 32_768;

    private const int BatchSize = 4096;
    private readonly Channel<TraceEvent> _events = Channel.CreateBounded<TraceEvent>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait });
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly List<TraceEvent> _batch = [];
    private long _lost;

    /// <summary>Events that were lost because the writer did not keep up or could not write.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Notes an event of this moment.</summary>
    public void Record(string trace, TraceKind kind, TraceOrigin origin) => Record(new TraceEvent(trace, kind, time.GetUtcNow()) { Origin = origin });

    /// <summary>Notes an event; returns at once.</summary>
    public void Record(TraceEvent entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        metrics.Count(entry);
        if (entry.Trace.Length > 0 && isKept() && !_events.Writer.TryWrite(entry))
        {
            Lose(1);
        }
    }

    /// <summary>An event of this moment, to be completed and recorded.</summary>
    internal TraceEvent Event(string trace, TraceKind kind) => new(trace, kind, time.GetUtcNow());

    /// <summary>Writes what has been recorded so far; what cannot be written is lost and counted.</summary>
    /// <exception cref="IOException">Something could not be written.</exception>
    public async ValueTask Flush(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            while (Fill() > 0)
            {
                await Write();
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();

    /// <summary>Completes when there is something to write.</summary>
    internal ValueTask<bool> Wait(CancellationToken cancellation) => _events.Reader.WaitToReadAsync(cancellation);

    private void Lose(int count)
    {
        Interlocked.Add(ref _lost, count);
        metrics.Lost(count);
    }

    private int Fill()
    {
        _batch.Clear();
        while (_batch.Count < BatchSize && _events.Reader.TryRead(out var entry))
        {
            _batch.Add(entry);
        }

        return _batch.Count;
    }

    private async ValueTask Write()
    {
        try
        {
            await storage.Write(_batch);
        }
        catch (IOException)
        {
            Lose(_batch.Count);
            throw;
        }
    }
}
