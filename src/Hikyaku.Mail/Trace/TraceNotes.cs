using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Routing;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Trace;

/// <summary>What the parts that deliver tell the trace, in their own terms.</summary>
internal static class TraceNotes
{
    // An alias of a whole company would fill the trace.
    private const int MaxTargets = 20;

    /// <summary>Where a recipient leads to, unless it is just that mailbox or that other server.</summary>
    public static void Routed(this MessageTrace trace, Envelope envelope, Routing.Routing routing)
    {
        var recipient = routing.Recipient.Address;
        if (routing.Refused.Count == 0 && routing.Routes.All(route => IsItself(route, recipient.Canonical)))
        {
            return;
        }

        var targets = routing.Routes.Select(Text).Concat(routing.Refused.Select(refused => $"{refused.Address}: {refused.Status}")).ToList();
        var detail = string.Join(", ", targets.Take(MaxTargets)) + (targets.Count > MaxTargets ? $", … ({targets.Count})" : "");
        trace.Record(trace.Of(envelope, TraceKind.Routed) with { Recipient = recipient.ToString(), Detail = detail });
        if (routing.Routes.Any(route => route is Route.Discard))
        {
            trace.Record(trace.Of(envelope, TraceKind.Discarded) with { Recipient = recipient.ToString() });
        }
    }

    /// <summary>In a mailbox here.</summary>
    public static void Stored(this MessageTrace trace, Envelope envelope, MailboxDelivery delivery, Routing.Routing? routing)
    {
        var original = routing?.Recipient.Address.ToString();
        var account = delivery.Account.Address;
        trace.Record(trace.Of(envelope, TraceKind.Delivered) with
        {
            Recipient = account,
            Original = string.Equals(original, account, StringComparison.OrdinalIgnoreCase) ? null : original,
            Mailbox = delivery.Mailbox,
        });
    }

    /// <summary>In the queue.</summary>
    public static void Queued(this MessageTrace trace, IEnumerable<QueueChange> changes)
    {
        foreach (var added in changes.OfType<QueueChange.Added>())
        {
            foreach (var recipient in added.Recipients)
            {
                trace.Record(trace.Of(added.Message, recipient, TraceKind.Queued) with { Detail = Waiting(added.Message.Envelope, recipient) });
            }
        }
    }

    /// <summary>Taken out of the queue by an administrator.</summary>
    public static void Removed(this MessageTrace trace, QueueEntry entry)
    {
        foreach (var recipient in entry.Recipients)
        {
            trace.Record(trace.Of(entry.Message, recipient, TraceKind.Removed));
        }
    }

    /// <summary>A host could not be reached, and another may be tried.</summary>
    public static void Unreached(this MessageTrace trace, Envelope envelope, string host, SmtpStatus status) =>
        trace.Record(trace.Of(envelope, TraceKind.Attempted) with { Remote = host, Status = status.ToString() });

    /// <summary>An attempt of the queue is over, for one recipient.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="message">The message.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="outcome">How the attempt ended.</param>
    /// <param name="result">How it ended for the recipient.</param>
    /// <param name="isOver">It is not tried again.</param>
    public static void Attempted(
        this MessageTrace trace, QueuedMessage message, QueuedRecipient recipient, RemoteOutcome outcome, DeliveryResult result, bool isOver)
    {
        // What went into a mailbox here has been told.
        if (result is DeliveryResult.Delivered && outcome.Remote is null)
        {
            return;
        }

        var kind = result is DeliveryResult.Delivered ? TraceKind.Delivered : isOver ? TraceKind.Failed : TraceKind.Deferred;
        trace.Record(trace.Of(message, recipient, kind) with { Remote = outcome.Remote ?? recipient.Destination, Status = result.Status.ToString(), Detail = outcome.Tls?.ToString() });
    }

    /// <summary>A report about the message was sent to its sender.</summary>
    public static void Reported(this MessageTrace trace, Envelope about, string to, SmtpStatus status) =>
        trace.Record(trace.Of(about, TraceKind.Reported) with { Recipient = to, Status = status.ToString() });

    private static TraceEvent Of(this MessageTrace trace, Envelope envelope, TraceKind kind) => trace.Event(envelope.TraceId, kind) with { Origin = envelope.Origin() };

    private static TraceEvent Of(this MessageTrace trace, QueuedMessage message, QueuedRecipient recipient, TraceKind kind)
    {
        var (target, original) = (recipient.Target.ToString(), recipient.Original.Address.ToString());
        return trace.Of(message.Envelope, kind) with
        {
            Recipient = target,
            Original = string.Equals(original, target, StringComparison.OrdinalIgnoreCase) ? null : original,
            QueueId = message.Id.ToString(),
        };
    }

    private static string Waiting(Envelope envelope, QueuedRecipient recipient) =>
        envelope.HoldUntil is { } until && until > envelope.Arrived ? $"{recipient.Destination}, until {until.UtcDateTime:u}" : recipient.Destination;

    private static TraceOrigin Origin(this Envelope envelope) => new() { Sender = envelope.ReversePath?.ToString() ?? "" };

    private static bool IsItself(Route route, string recipient) => route switch
    {
        Route.LocalMailbox local => local.Account.Address == recipient,
        Route.Remote { ForwardedBy: null, Reason: RemoteReason.Foreign } remote => remote.Target.Canonical == recipient,
        Route.Reject => true,
        _ => false,
    };

    private static string Text(Route route) => route switch
    {
        Route.LocalMailbox local => local.Account.Address,
        Route.Remote { SendAs: { } sender } remote => $"{remote.Target} (MAIL FROM:<{sender}>)",
        Route.Remote { Reason: RemoteReason.OldHost } remote => $"{remote.Target} (at its old host)",
        Route.Remote { Reason: RemoteReason.BackupMx } remote => $"{remote.Target} (as its backup MX)",
        Route.Remote remote => remote.Target.ToString(),
        Route.Reject reject => reject.Status.ToString(),
        _ => "-",
    };
}
