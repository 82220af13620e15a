using System.Collections.Immutable;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Queue;

/// <summary>Delivers here what waits for a domain of this server: it became one meanwhile, or a mailbox was full when the message came.</summary>
public sealed class LocalHandOver(
    Queue queue, IBlobStore blobs, Func<MessageWriter> createMessage, Func<string, Envelope, CancellationToken, ValueTask<bool>> isLocal, LocalSender deliver)
{
    private const int BlockSize = 32 * 1024;

    /// <summary>The recipients of this server, and the others: a smart host gathers both.</summary>
    public async ValueTask<(QueueEntry Here, QueueEntry Elsewhere)> Part(QueueEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        List<QueuedRecipient> here = [];
        List<QueuedRecipient> elsewhere = [];
        foreach (var recipient in entry.Recipients)
        {
            (await isLocal(recipient.Target.Domain, entry.Message.Envelope, cancellation) ? here : elsewhere).Add(recipient);
        }

        return (entry with { Recipients = here }, entry with { Recipients = elsewhere });
    }

    /// <summary>The outcome for recipients of this server, or null when the message is missing.</summary>
    public async ValueTask<RemoteOutcome?> Try(QueueEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (await Read(entry.Message, cancellation) is not { } content)
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
