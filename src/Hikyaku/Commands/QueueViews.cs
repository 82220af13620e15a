using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Routing;

namespace Hikyaku.Commands;

/// <summary>Messages of the queue for people and for programs.</summary>
internal static class QueueViews
{
    // What waits for a domain of this server goes into a mailbox here, whatever the routes say.
    private static async ValueTask<string> DestinationOf(CommandContext context, QueuedMessage message, QueuedRecipient recipient, string local) =>
        !recipient.IsPinned && await context.Get<PassedDomains>().IsLocal(recipient.Target.Domain, message.Envelope, context.Cancellation) ? local : recipient.Destination;

    public static async Task Write(CommandContext context, QueueEntry entry)
    {
        var message = entry.Message;
        context.Out.WriteLine($"{message.Id}  {message.Envelope.Arrived:u}  {message.SentLength}  <{message.Envelope.ReversePath}>");
        if (message.Envelope.HoldReason is { } reason && entry.Recipients.Any(recipient => recipient.IsHeld))
        {
            context.Out.WriteLine($"    {CommandMessages.Get("QueueHoldReason", reason)}");
        }

        WriteRequests(context, message.Envelope);
        foreach (var recipient in entry.Recipients)
        {
            var state = recipient.IsHeld ? CommandMessages.Get("QueueHeld") : $"{recipient.Attempts.Next:u}";
            var destination = await DestinationOf(context, message, recipient, CommandMessages.Get("QueueLocal"));
            var pinned = recipient.IsPinned ? $"  {CommandMessages.Get("QueuePinned")}" : "";
            context.Out.WriteLine($"    <{recipient.Target}>  {destination}  {recipient.Attempts.Count}  {state}{pinned}");
            if (recipient.Attempts.Status is { } status)
            {
                context.Out.WriteLine($"        {recipient.Attempts.Remote ?? "-"}: {status}");
            }
        }
    }

    private static void WriteRequests(CommandContext context, Envelope envelope)
    {
        if (envelope.HoldUntil is { } until)
        {
            context.Out.WriteLine($"    {CommandMessages.Get("QueueHoldUntil", $"{until.UtcDateTime:u}")}");
        }

        if (envelope.DeliverBy is { } by)
        {
            context.Out.WriteLine($"    {CommandMessages.Get(by.Returns ? "QueueReturnAt" : "QueueDeliverBy", $"{by.Deadline.UtcDateTime:u}")}");
        }

        if (envelope.Priority != 0)
        {
            context.Out.WriteLine($"    {CommandMessages.Get("QueuePriority", envelope.Priority)}");
        }
    }

    public static async ValueTask<object> Json(CommandContext context, QueueEntry entry)
    {
        var recipients = new List<object>(entry.Recipients.Count);
        foreach (var r in entry.Recipients)
        {
            recipients.Add(new
            {
                Address = r.Target.ToString(),
                Destination = await DestinationOf(context, entry.Message, r, "local"),
                r.IsHeld,
                r.IsPinned,
                Attempts = r.Attempts.Count,
                r.Attempts.Next,
                r.Attempts.Last,
                r.Attempts.Remote,
                Status = r.Attempts.Status?.ToString(),
            });
        }

        return new
        {
            Id = entry.Message.Id.ToString(),
            Sender = entry.Message.Envelope.ReversePath?.ToString() ?? "",
            entry.Message.Envelope.HoldReason,
            entry.Message.Envelope.HoldUntil,
            entry.Message.Envelope.Priority,
            entry.Message.Envelope.DeliverBy,
            entry.Message.Envelope.Arrived,
            Size = entry.Message.SentLength,
            Recipients = recipients,
        };
    }
}
