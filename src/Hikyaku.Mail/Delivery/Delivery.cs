using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery.Protection.Reporting;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Reports;
using Hikyaku.Mail.Routing;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;

namespace Hikyaku.Mail.Delivery;

/// <summary>Delivers a message to all its recipients: mailboxes and queue entries in one durable write.</summary>
public sealed class Delivery(Router router, Mailstore mailstore, Queue.Queue queue, SentCopies sentCopies, DeliveryReports reports, TlsReportIntake tlsReports, MessageTrace trace, TimeProvider time)
{
    /// <summary>Routes every recipient and makes all of it durable at once; the results are in the order of the recipients.</summary>
    public ValueTask<DeliveryResult[]> Deliver(
        Envelope envelope, IReadOnlyList<Recipient> recipients, MessageContent content, CancellationToken cancellation) =>
        Deliver(envelope, recipients, content, [], cancellation);

    /// <summary>As the other, with changes of other parts that happen in the same write, even when no recipient is left.</summary>
    /// <exception cref="StoreUnavailableException">The store takes no changes now; nothing has happened.</exception>
    public async ValueTask<DeliveryResult[]> Deliver(
        Envelope envelope, IReadOnlyList<Recipient> recipients, MessageContent content, IReadOnlyList<PendingChange> also, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(recipients);
        ArgumentNullException.ThrowIfNull(content);
        var plan = await Plan(envelope, recipients, content.Length, cancellation);
        return await Write(plan, envelope, content, also, null, cancellation);
    }

    /// <summary>Delivers what waited in the queue, and changes the queue by the result, in the same durable write.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="content">The message.</param>
    /// <param name="change">The change that a result leads to.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The result; the sender is not told of it yet, so that a crash before the report leaves that to the queue.</returns>
    /// <exception cref="StoreUnavailableException">The store takes no changes now; nothing has happened.</exception>
    public async ValueTask<HandedOver> HandOver(
        Envelope envelope, Recipient recipient, MessageContent content, Func<HandedOver, PendingChange> change, CancellationToken cancellation)
    {
        // Whoever let it go meant all of it.
        envelope = envelope with { HoldReason = null, HoldUntil = null };
        var plan = await Plan(envelope, [recipient], content.Length, cancellation);
        ReportAction? told = null;
        var settled = new OutcomeChange(outcomes =>
        {
            told = envelope.ReversePath is not null && plan.Confirmed(outcomes, time.GetUtcNow()) is [var report] ? report.Action : null;
            return change(new HandedOver(plan.Results(outcomes)[0], told));
        });
        return new HandedOver((await Write(plan, envelope, content, [settled], null, cancellation))[0], told);
    }

    /// <summary>
    /// Takes a message over for all recipients or for none, as the one reply of SMTP asks for: when some are served and others are not
    /// (a quota was used up meanwhile), the queue keeps the message for those and tries again or reports.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store takes no changes now; the client is to try again.</exception>
    public async ValueTask<SmtpStatus> Accept(Envelope envelope, IReadOnlyList<Recipient> recipients, MessageContent content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(recipients);
        ArgumentNullException.ThrowIfNull(content);
        if (envelope.HoldReason is not null || envelope.HoldUntil > time.GetUtcNow())
        {
            await Hold(envelope, recipients, content, cancellation);
            return SmtpStatus.Accepted;
        }

        var plan = await Plan(envelope, recipients, content.Length, cancellation);
        var sent = plan.HasPlaces ? await sentCopies.Of(envelope, content, cancellation) : null;
        var results = await Write(plan, envelope, content, [], sent, cancellation);
        var left = new List<QueueRecipient>();
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] is not DeliveryResult.Delivered)
            {
                left.Add(new QueueRecipient(recipients[i].Address, recipients[i], IsHere: true));
            }
        }

        if (left.Count == results.Length)
        {
            var deferred = Array.Find(results, result => result is DeliveryResult.Deferred) ?? results[0];
            return deferred.Status;
        }

        if (left.Count > 0)
        {
            await Keep(envelope, left, content, cancellation);
        }

        // The message is taken: nothing may keep its client from hearing so.
        await tlsReports.Look(recipients, content, CancellationToken.None);
        return SmtpStatus.Accepted;
    }

    private async ValueTask Hold(Envelope envelope, IReadOnlyList<Recipient> recipients, MessageContent content, CancellationToken cancellation)
    {
        var sent = await sentCopies.Of(envelope, content, cancellation);
        await using var text = sent is not null && envelope.Body == BodyType.BinaryMime ? await TextForm.Of(content, mailstore.CreateMessage, cancellation) : null;
        // Where the copy can not be had as text, the message goes without it.
        var copies = sent is null || (text is null && envelope.Body == BodyType.BinaryMime) ? [] : new[] { sent };
        var kept = text is null ? envelope : envelope with { Body = BodyType.EightBitMime };
        var waiting = new List<QueueRecipient>(recipients.Count);
        foreach (var recipient in recipients)
        {
            waiting.Add(new QueueRecipient(recipient.Address, recipient, IsHere: await router.IsLocal(recipient.Address.Domain, envelope, cancellation)));
        }

        var changes = queue.Add(kept, waiting, text ?? content);
        var outcomes = await mailstore.Deliver(text ?? content, copies, changes, cancellation);
        if (copies.Length > 0)
        {
            sentCopies.Kept(copies[0].Account.Id, text ?? content, outcomes[0]);
        }
    }

    private async ValueTask<DeliveryPlan> Plan(Envelope envelope, IReadOnlyList<Recipient> recipients, long size, CancellationToken cancellation)
    {
        var plan = new DeliveryPlan(recipients.Count);
        foreach (var recipient in recipients)
        {
            var routing = await router.Route(recipient, envelope, size, cancellation);
            trace.Routed(envelope, routing);
            plan.Add(routing);
        }

        return plan;
    }

    private async ValueTask<DeliveryResult[]> Write(
        DeliveryPlan plan, Envelope envelope, MessageContent content, IReadOnlyList<PendingChange> also, MailboxDelivery? sent, CancellationToken cancellation)
    {
        if (envelope.Body != BodyType.BinaryMime || (plan.Local.Count == 0 && sent is null))
        {
            return plan.Results(await WriteAsIs(plan, envelope, content, also, sent, cancellation));
        }

        await using var text = await TextForm.Of(content, mailstore.CreateMessage, cancellation);
        return text is null
            ? plan.Refused(SmtpStatus.NotConvertibleToText)
            : plan.Results(await WriteAsIs(plan, envelope with { Body = BodyType.EightBitMime }, text, also, sent, cancellation));
    }

    private async ValueTask<IReadOnlyList<DeliveryOutcome>> WriteAsIs(
        DeliveryPlan plan, Envelope envelope, MessageContent content, IReadOnlyList<PendingChange> also, MailboxDelivery? sent, CancellationToken cancellation)
    {
        // Behind the others, so that the outcomes of those keep their places; without room there is no copy.
        List<MailboxDelivery> copies = sent is null ? plan.Local : [.. plan.Local, sent];
        List<PendingChange> changes = [.. also];
        if (plan.Remote.Count > 0)
        {
            changes.AddRange(queue.Add(envelope, plan.Remote, content));
        }

        IReadOnlyList<DeliveryOutcome> outcomes = copies.Count > 0 || changes.Count > 0
            ? await mailstore.Deliver(content, copies, changes, cancellation) : [];
        if (sent is not null)
        {
            sentCopies.Kept(sent.Account.Id, content, outcomes[^1]);
        }

        plan.Tell(trace, envelope, outcomes);

        // A quota that was used up since the routes were found: the copy that has no room must not vanish beside those that have.
        if (plan.Missed(outcomes) is { Count: > 0 } missed)
        {
            await Keep(envelope, missed, content, cancellation);
        }

        // What comes from the queue is told by the queue.
        if (!also.Any(change => change is OutcomeChange))
        {
            await reports.Confirm(envelope, plan.Confirmed(outcomes, time.GetUtcNow()), content);
        }

        return outcomes;
    }

    // A copy of its own: the file of a queue entry goes with the entry's last recipient.
    private async ValueTask Keep(Envelope envelope, List<QueueRecipient> left, MessageContent content, CancellationToken cancellation)
    {
        await using var writer = mailstore.CreateMessage();
        await using (var octets = content.OpenRead())
        {
            var piece = new byte[81_920];
            for (var read = await octets.ReadAsync(piece, cancellation); read > 0; read = await octets.ReadAsync(piece, cancellation))
            {
                writer.Write(piece.AsSpan(0, read));
            }
        }

        await using var copy = await writer.Complete(content.ReturnPathLength);
        await mailstore.Deliver(copy, [], queue.Add(envelope, left, copy), cancellation);
    }
}
