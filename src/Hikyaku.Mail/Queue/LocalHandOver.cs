using System.Collections.Immutable;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Queue;

/// <summary>Delivers here what waits for a domain of this server: it became one meanwhile, or a mailbox was full when the message came.</summary>
public sealed class LocalHandOver(
    Queue queue, IBlobStore blobs, Func<MessageWriter> createMessage, Func<string, Envelope, CancellationToken, ValueTask<bool>> isLocal, LocalSender deliver)
{
    private const int BlockSize = 32 * 1024;

    /// <summary>The outcome, or null when the recipients are not local.</summary>
    public async ValueTask<RemoteOutcome?> Try(QueueEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!await isLocal(entry.Recipients[0].Target.Domain, entry.Message.Envelope, cancellation) || await Read(entry.Message, cancellation) is not { } content)
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

            // Delivery gives the reports of success.
            return new RemoteOutcome(results.MoveToImmutable(), null, PassedOnReports: true, IsUnreachable: false);
        }
    }

    private async ValueTask<DeliveryResult> Deliver(QueuedMessage message, QueuedRecipient recipient, MessageContent content, CancellationToken cancellation)
    {
        // Smart hosts gather domains: one of them may be local while another is not.
        if (!await isLocal(recipient.Target.Domain, message.Envelope, cancellation))
        {
            return new DeliveryResult.Deferred(SmtpStatus.NoConnection);
        }

        // Delivered and removed from the queue at once, or a crash in between would deliver it twice. What failed stays: the attempt settles it.
        return await deliver(
            message.Envelope,
            recipient.Original with { Address = recipient.Target },
            content,
            result => queue.Settle(message.Id, result is DeliveryResult.Delivered ? [recipient.Number] : [], []),
            cancellation);
    }

    // A message of its own: the file of the queue goes away with the entry.
    private async ValueTask<MessageContent?> Read(QueuedMessage message, CancellationToken cancellation)
    {
        using var file = blobs.Open(MessageLocation.InQueue(message.Blob));
        if (file is null)
        {
            return null;
        }

        await using var source = file.OpenStream();
        await using var writer = createMessage();
        var block = new byte[BlockSize];
        int count;
        while ((count = await source.ReadAsync(block, cancellation)) > 0)
        {
            writer.Write(block.AsSpan(0, count));
        }

        return await writer.Complete(message.ReturnPathLength);
    }
}
