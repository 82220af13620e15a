using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Queue;

/// <summary>Delivers a report; the change becomes durable with it, in one write.</summary>
/// <param name="envelope">The envelope, with the null reverse-path.</param>
/// <param name="recipient">The sender of the message that the report is about.</param>
/// <param name="content">The report.</param>
/// <param name="also">The change of the queue that the report is about, or null.</param>
/// <param name="cancellation">Ends the wait.</param>
public delegate ValueTask<DeliveryResult> ReportSender(
    Envelope envelope, Recipient recipient, MessageContent content, PendingChange? also, CancellationToken cancellation);
