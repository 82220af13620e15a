using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hikyaku.Mail.Queue;

/// <summary>
/// A change of one message in the queue, as the journal keeps it. Values are absolute, so that applying a change again,
/// with all later ones after it, ends in the same state.
/// </summary>
/// <param name="Id">The message.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "k")]
[JsonDerivedType(typeof(Added), "a")]
[JsonDerivedType(typeof(Settled), "s")]
[JsonDerivedType(typeof(Steered), "c")]
[JsonDerivedType(typeof(Rerouted), "r")]
public abstract record QueueChange(QueueId Id)
{
    /// <summary>The message is new. <see cref="QueuedMessage.Blob"/> is known only when it is applied.</summary>
    public sealed record Added(QueueId Id, QueuedMessage Message, ImmutableArray<QueuedRecipient> Recipients) : QueueChange(Id);

    /// <summary>An attempt ended: recipients that are done leave, the others wait. A message without recipients leaves too.</summary>
    public sealed record Settled(QueueId Id, ImmutableArray<int> Done, ImmutableArray<SettledAttempt> Waiting) : QueueChange(Id);

    /// <summary>An administrator holds or releases recipients, or wants them tried at a given time.</summary>
    public sealed record Steered(QueueId Id, ImmutableArray<int> Numbers, bool? IsHeld, DateTimeOffset? Next) : QueueChange(Id);

    /// <summary>An administrator sends recipients another way, or lets them follow the routes again.</summary>
    public sealed record Rerouted(QueueId Id, ImmutableArray<ReroutedRecipient> Recipients, bool IsPinned, DateTimeOffset Next) : QueueChange(Id);
}
