using System.Collections.Immutable;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Queue;

/// <summary>Delivers here what waits for a domain of this server: it became one meanwhile, or a mailbox was full when the message came.</summary>
public sealed class LocalHandOver(Queue queue, IBlobStore blobs, Func<string, CancellationToken, ValueTask<bool>> isLocal, ReportSender deliver)
{
    /// <summary>The outcome, or null when the recipients are not local.</summary>
    public async ValueTask<RemoteOutcome?> Try(QueueEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!await isLocal(entry.Recipients[0].Target.Domain, cancellation)
            || blobs.OpenContent(MessageLocation.InQueue(entry.Message.Blob), entry.Message.ReturnPathLength) is not { } content)
        {
            return null;
        }

        await using (content)
        {
            var results = ImmutableArray.CreateBuilder<DeliveryResult>(entry.Recipients.Count);
            foreach (var recipient in entry.Recipients)
            {
                results.Add(await Deliver(entry.Message, recipient, content, cancellation));
            }

            return new RemoteOutcome(results.MoveToImmutable(), null, PassedOnReports: false, IsUnreachable: false);
        }
    }

    private async ValueTask<DeliveryResult> Deliver(QueuedMessage message, QueuedRecipient recipient, MessageContent content, CancellationToken cancellation)
    {
        // Smart hosts gather domains: one of them may be local while another is not.
        if (!await isLocal(recipient.Target.Domain, cancellation))
        {
            return new DeliveryResult.Deferred(SmtpStatus.NoConnection);
        }

        // What becomes of the recipient is known only afterwards, so that this change says nothing.
        var nothing = queue.Settle(message.Id, [], []);
        return await deliver(message.Envelope, recipient.Original with { Address = recipient.Target }, content, nothing, cancellation);
    }
}
