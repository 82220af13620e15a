using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Reports;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Queue;

/// <summary>Delivers here what waits for a domain of this server: it became one meanwhile, or a mailbox was full when the message came.</summary>
public sealed class LocalHandOver(
    Queue queue, IBlobStore blobs, Func<MessageWriter> createMessage, Func<string, Envelope, CancellationToken, ValueTask<bool>> isLocal, LocalSender deliver,
    TimeProvider time)
{
    // The attempt that delivered makes the report at once: another one does when it has died.
    private static readonly TimeSpan ReportPatience = TimeSpan.FromMinutes(1);
    private const int BlockSize = 32 * 1024;

    /// <summary>The recipients of this server, and the others: a smart host gathers both. Where an administrator chose the way, it is that.</summary>
    public async ValueTask<(QueueEntry Here, QueueEntry Elsewhere)> Part(QueueEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        List<QueuedRecipient> here = [];
        List<QueuedRecipient> elsewhere = [];
        foreach (var recipient in entry.Recipients)
        {
            (!recipient.IsPinned && await isLocal(recipient.Target.Domain, entry.Message.Envelope, cancellation) ? here : elsewhere).Add(recipient);
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
            var ended = new List<HandedOver>(entry.Recipients.Count);
            foreach (var recipient in entry.Recipients)
            {
                ended.Add(await Deliver(entry.Message, recipient, content, cancellation));
            }

            return Outcome(ended);
        }
    }

    /// <summary>Whether a recipient was served, here or by another host, before a crash or a full disk that left its sender untold.</summary>
    public static bool IsServed(QueuedRecipient recipient)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        return recipient.Attempts.Status is { IsSuccess: true };
    }

    /// <summary>The outcome for recipients that were served before, all by the same host.</summary>
    public static RemoteOutcome Served(IReadOnlyList<QueuedRecipient> recipients)
    {
        ArgumentNullException.ThrowIfNull(recipients);
        var remote = recipients[0].Attempts.Remote;
        var told = remote is null ? ReportAction.Delivered : ReportAction.Relayed;
        return Outcome([.. recipients.Select(r => new HandedOver(new DeliveryResult.Delivered(r.Attempts.Status!), told))]) with { Remote = remote };
    }

    private static RemoteOutcome Outcome(IReadOnlyList<HandedOver> ended) =>
        new([.. ended.Select(e => e.Result)], null, PassedOnReports: true, IsUnreachable: false) { Told = [.. ended.Select(e => e.Told)] };

    private async ValueTask<HandedOver> Deliver(QueuedMessage message, QueuedRecipient recipient, MessageContent content, CancellationToken cancellation)
    {
        // Delivered and settled at once, or a crash in between would deliver it twice. What failed stays: the attempt settles it. Who is to be told
        // stays too, as served: it leaves with the report, after a crash as well.
        return await deliver(
            message.Envelope,
            recipient.Original with { Address = recipient.Target },
            content,
            ended => ended is not { Result: DeliveryResult.Delivered { Status: var status } } ? queue.Settle(message.Id, [], [])
                : ended.Told is null ? queue.Settle(message.Id, [recipient.Number], [])
                : queue.Settle(message.Id, [], [new SettledAttempt(recipient.Number, Served(recipient, status))]),
            cancellation);
    }

    private AttemptState Served(QueuedRecipient recipient, SmtpStatus status)
    {
        var now = time.GetUtcNow();
        return recipient.Attempts with { Count = recipient.Attempts.Count + 1, Next = now + ReportPatience, Status = status, Remote = null, Last = now };
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
