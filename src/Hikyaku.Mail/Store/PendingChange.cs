namespace Hikyaku.Mail.Store;

/// <summary>A change of another part, such as the queue, that shares the durable write of a delivery.</summary>
public abstract class PendingChange
{
    /// <summary>What goes into the journal.</summary>
    public abstract JournalEntry Entry { get; }

    /// <summary>Whether the message of the delivery must be kept in the queue's files for this change.</summary>
    public virtual bool KeepsMessage => true;

    /// <summary>The outcomes of the delivery are known, and nothing is written yet: what depends on them is decided now.</summary>
    /// <param name="outcomes">In the order of the deliveries.</param>
    public virtual void Decide(IReadOnlyList<DeliveryOutcome> outcomes)
    {
    }

    /// <summary>The entry is durable and the file of the message is written: make the change.</summary>
    /// <param name="blob">The message in the queue's files, or null when the change came without one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public abstract ValueTask Apply(BlobId? blob, CancellationToken cancellation);

    /// <summary>The entry did not become durable: forget the change.</summary>
    public abstract void Abandon();
}
