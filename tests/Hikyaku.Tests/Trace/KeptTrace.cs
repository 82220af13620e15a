using Hikyaku.Mail.Trace;

namespace Hikyaku.Tests.Trace;

/// <summary>Keeps the events in memory.</summary>
public sealed class KeptTrace : ITraceStorage
{
    public List<TraceEvent> Events { get; } = [];

    /// <summary>Writing fails.</summary>
    public bool IsBroken { get; set; }

    public ValueTask Write(IReadOnlyList<TraceEvent> events)
    {
        if (IsBroken)
        {
            throw new IOException("No space left on device");
        }

        Events.AddRange(events);
        return ValueTask.CompletedTask;
    }

    public ValueTask<TraceFindings> Find(TraceFilter filter, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<TraceFindings> Read(string trace, CancellationToken cancellation) => throw new NotSupportedException();

    public void RemoveBefore(DateOnly day)
    {
    }
}
