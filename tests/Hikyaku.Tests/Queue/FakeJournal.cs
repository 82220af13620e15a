using Hikyaku.Mail.Store;

namespace Hikyaku.Tests.Queue;

/// <summary>A journal in memory: what was appended is what a crash leaves.</summary>
public sealed class FakeJournal : IJournal
{
    private readonly Lock _lock = new();
    private readonly List<LoggedBatch> _batches = [];

    public bool IsFull { get; set; }

    /// <summary>The room that is left is kept for what adds no message.</summary>
    public bool IsLow { get; set; }

    /// <summary>How often it took nothing.</summary>
    public int Refusals { get; private set; }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _batches.Count;
            }
        }
    }

    public ValueTask<JournalTicket> Append(JournalBatch batch, bool durable)
    {
        if (IsFull || (IsLow && batch.Contents.Count > 0))
        {
            Refusals++;
            throw new StoreUnavailableException("full");
        }

        lock (_lock)
        {
            _batches.Add(new LoggedBatch(
                [.. batch.Entries.Select(e => e with { Payload = e.Payload.ToArray() })],
                [.. batch.Contents.Select(Log)]));
        }

        return ValueTask.FromResult(default(JournalTicket));
    }

    public void Hold(JournalTicket ticket, int more)
    {
        // Nothing is ever truncated here.
    }

    public void Applied(JournalTicket ticket)
    {
        // Nothing is ever truncated here.
    }

    public IEnumerable<LoggedBatch> Read()
    {
        lock (_lock)
        {
            return [.. _batches];
        }
    }

    private static LoggedContent Log(BatchContent content)
    {
        using var octets = new MemoryStream();
        content.Content.OpenRead().CopyTo(octets);
        return new LoggedContent(content.Id, octets.Length, () => new MemoryStream(octets.ToArray()));
    }
}
