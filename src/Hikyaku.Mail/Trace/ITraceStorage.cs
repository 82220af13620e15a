namespace Hikyaku.Mail.Trace;

/// <summary>The files of the trace: one for each day (UTC), so that to forget is to delete a file.</summary>
public interface ITraceStorage
{
    /// <summary>Adds events, each to the file of its day. A power cut may lose the newest.</summary>
    /// <exception cref="IOException">They could not be written.</exception>
    ValueTask Write(IReadOnlyList<TraceEvent> events);

    /// <summary>The messages that match, newest first, with all their events.</summary>
    ValueTask<TraceFindings> Find(TraceFilter filter, int limit, CancellationToken cancellation);

    /// <summary>The message of that name, if any.</summary>
    ValueTask<TraceFindings> Read(string trace, CancellationToken cancellation);

    /// <summary>Deletes the files of earlier days.</summary>
    void RemoveBefore(DateOnly day);
}
