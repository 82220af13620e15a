using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Queue;

/// <summary>Delivers a message of the queue here; the change that the result leads to becomes durable with it, in one write.</summary>
/// <param name="envelope">The envelope.</param>
/// <param name="recipient">The recipient.</param>
/// <param name="content">The message.</param>
/// <param name="change">The change of the queue that a result leads to.</param>
/// <param name="cancellation">Ends the wait.</param>
public delegate ValueTask<HandedOver> LocalSender(
    Envelope envelope, Recipient recipient, MessageContent content, Func<HandedOver, PendingChange> change, CancellationToken cancellation);
