namespace Hikyaku.Mail.Trace;

/// <summary>One thing that happened to a message.</summary>
/// <param name="Trace">Names the message from its reception on, through the queue and the reports about it: the id of our Received field.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Time">When, UTC.</param>
public sealed record TraceEvent(string Trace, TraceKind Kind, DateTimeOffset Time)
{
    /// <summary>What is known of the message; the first who knows a fact tells it.</summary>
    public TraceOrigin Origin { get; init; } = TraceOrigin.Unknown;

    /// <summary>The recipient that it is about.</summary>
    public string? Recipient { get; init; }

    /// <summary>The recipient as the client named it, where that is another address.</summary>
    public string? Original { get; init; }

    /// <summary>The other server.</summary>
    public string? Remote { get; init; }

    /// <summary>Codes and words: ours, or those of the other server.</summary>
    public string? Status { get; init; }

    /// <summary>The mailbox that it is in.</summary>
    public string? Mailbox { get; init; }

    /// <summary>The check or rule that decided, or the addresses that a recipient leads to.</summary>
    public string? Detail { get; init; }

    /// <summary>The name of the queue's entry.</summary>
    public string? QueueId { get; init; }
}
