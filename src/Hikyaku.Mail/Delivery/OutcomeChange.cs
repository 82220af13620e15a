using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Delivery;

/// <summary>A change that follows from the outcome of the delivery that it shares the durable write with.</summary>
internal sealed class OutcomeChange(Func<IReadOnlyList<DeliveryOutcome>, PendingChange> choose) : PendingChange
{
    private PendingChange? _chosen;

    public override bool KeepsMessage => _chosen?.KeepsMessage ?? false;

    public override JournalEntry Entry => Chosen.Entry;

    private PendingChange Chosen => _chosen ?? throw new InvalidOperationException("The outcomes are not known yet.");

    public override void Decide(IReadOnlyList<DeliveryOutcome> outcomes) => _chosen = choose(outcomes);

    public override ValueTask Apply(BlobId? blob, CancellationToken cancellation) => Chosen.Apply(blob, cancellation);

    public override void Abandon() => _chosen?.Abandon();
}
