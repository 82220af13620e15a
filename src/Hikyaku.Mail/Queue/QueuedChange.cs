using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Queue;

/// <summary>A change of the queue that waits for its durable write.</summary>
/// <param name="queue">The queue.</param>
/// <param name="change">What the journal gets.</param>
/// <param name="applied">What the table gets: the change; those of its group with the last of them, nothing with the others.</param>
internal sealed class QueuedChange(Queue queue, QueueChange change, IReadOnlyList<QueueChange> applied) : PendingChange
{
    /// <summary>The message.</summary>
    public QueueId Id => change.Id;

    /// <summary>Whether it was applied or abandoned.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Stands for it in the journal, where it was written alone.</summary>
    public JournalTicket? Ticket { get; set; }

    /// <summary>Whether the journal has it.</summary>
    public bool IsDurable { get; private set; }

    public override bool KeepsMessage => change is QueueChange.Added;

    public override JournalEntry Entry { get; } = new(JournalTarget.Queue, change.Id.Value, 0, QueueJson.Write(change));

    public override async ValueTask Apply(BlobId? blob, CancellationToken cancellation)
    {
        IsOver = IsDurable = true;
        if (applied.Count > 0)
        {
            await queue.Apply([.. applied.Select(part => WithBlob(part, blob))]);
        }
    }

    public override void Abandon() => IsOver = true;

    /// <summary>A new message has the file that was written with it.</summary>
    internal static QueueChange WithBlob(QueueChange change, BlobId? blob) =>
        change is QueueChange.Added added && blob is { } file ? added with { Message = added.Message with { Blob = file } } : change;
}
