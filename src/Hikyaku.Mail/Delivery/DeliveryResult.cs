namespace Hikyaku.Mail.Delivery;

/// <summary>What became of one recipient.</summary>
/// <param name="Status">The status to answer with.</param>
public abstract record DeliveryResult(SmtpStatus Status)
{
    /// <summary>In a mailbox, durable in the queue, or discarded by the recipient's own wish.</summary>
    /// <param name="Status">A success.</param>
    public sealed record Delivered(SmtpStatus Status) : DeliveryResult(Status);

    /// <summary>Not now; whoever hands the message over keeps it.</summary>
    /// <param name="Status">A transient failure.</param>
    public sealed record Deferred(SmtpStatus Status) : DeliveryResult(Status);

    /// <summary>Never; whoever hands the message over reports it.</summary>
    /// <param name="Status">A permanent failure.</param>
    public sealed record Failed(SmtpStatus Status) : DeliveryResult(Status);
}
