using System.CommandLine;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Routing;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku queue …</c></summary>
internal static class QueueCommands
{
    private const int PageSize = 500;
    private const string Id = "ID";
    private const string Sender = "--sender";
    private const string Domain = "--domain";
    private const string All = "--all";

    private delegate ValueTask<int> Step(Queue queue, QueueFilter filter, CancellationToken cancellation);

    public static Command Create(ICommandRunner runner) => CommandParts.Group(
        "queue",
        "Queue",
        CommandParts.New("list", "QueueList", [.. Filters(), CommandParts.Switch("--held", "QueueHeldOption")]).Does(runner, List),
        CommandParts.New("show", "QueueShow", CommandParts.Word(Id, "QueueIdArgument")).Does(runner, Show),
        CommandParts.New("hosts", "QueueHosts").Does(runner, QueueHosts.List),
        Changing("retry", "QueueRetry", runner, static (q, f, c) => q.Retry(f, c)),
        Changing("hold", "QueueHold", runner, static (q, f, c) => q.Hold(f, c)),
        Changing("release", "QueueRelease", runner, static (q, f, c) => q.Release(f, c)),
        Changing("delete", "QueueDelete", runner, static (q, f, c) => q.Delete(f, c)));

    private static Symbol[] Filters() => [CommandParts.Text(Sender, "QueueSenderOption"), CommandParts.Text(Domain, "QueueDomainOption")];

    private static Command Changing(string name, string text, ICommandRunner runner, Step step)
    {
        var id = new Argument<string?>(Id) { Description = CommandMessages.Get("QueueIdArgument"), Arity = ArgumentArity.ZeroOrOne };
        return CommandParts.New(name, text, [id, .. Filters(), CommandParts.Switch(All, "QueueAllOption")])
            .Does(runner, (context, parsed) => Change(context, parsed, step));
    }

    private static async Task<int> Change(CommandContext context, ParseResult parsed, Step step)
    {
        if (Read(parsed, parsed.GetValue<string?>(Id), out var filter) is { } problem)
        {
            return context.Refuse(problem);
        }

        // Nothing chosen is not everything: that must be said.
        if (filter == QueueFilter.All && !parsed.GetValue<bool>(All))
        {
            context.Refuse(CommandMessages.Get("QueueNothingChosen"));
            return CommandLine.WrongUsage;
        }

        var count = await step(context.Get<Queue>(), filter, context.Cancellation);
        if (count == 0 && filter.Id is not null)
        {
            return context.Refuse(CommandMessages.Get("QueueUnknown", filter.Id));
        }

        if (context.Json)
        {
            context.WriteJson(new { Recipients = count });
        }
        else
        {
            context.Out.WriteLine(CommandMessages.Get("QueueChanged", count));
        }

        return 0;
    }

    private static async Task<int> List(CommandContext context, ParseResult parsed)
    {
        if (Read(parsed, null, out var filter) is { } problem)
        {
            return context.Refuse(problem);
        }

        filter = parsed.GetValue<bool>("--held") ? filter with { IsHeld = true } : filter;
        var json = new List<object>();
        for (var after = default(QueueId); ;)
        {
            var page = await context.Get<Queue>().List(filter, after, PageSize, context.Cancellation);
            if (page.Count == 0)
            {
                break;
            }

            foreach (var entry in page)
            {
                if (context.Json)
                {
                    json.Add(await Json(context, entry));
                }
                else
                {
                    await Write(context, entry);
                }
            }

            after = page[^1].Message.Id;
        }

        if (context.Json)
        {
            context.WriteJson(json);
        }

        return 0;
    }

    private static async Task<int> Show(CommandContext context, ParseResult parsed)
    {
        var text = parsed.GetRequiredValue<string>(Id);
        var found = QueueId.TryParse(text, out var id)
            ? await context.Get<Queue>().List(new QueueFilter(id), default, 1, context.Cancellation) : [];
        if (found.Count == 0)
        {
            return context.Refuse(CommandMessages.Get("QueueUnknown", text));
        }

        if (context.Json)
        {
            context.WriteJson(await Json(context, found[0]));
        }
        else
        {
            await Write(context, found[0]);
        }

        return 0;
    }

    // Null, or what is wrong.
    private static string? Read(ParseResult parsed, string? idText, out QueueFilter filter)
    {
        filter = QueueFilter.All;
        if (idText is not null)
        {
            if (!QueueId.TryParse(idText, out var id))
            {
                return CommandMessages.Get("QueueBadId", idText);
            }

            filter = filter with { Id = id };
        }

        if (parsed.GetValue<string?>(Sender) is { } sender)
        {
            var isNull = sender is "" or "<>";
            if (!Address.TryParse(sender, out var address) && !isNull)
            {
                return CommandMessages.Get("QueueBadSender", sender);
            }

            filter = filter with { Sender = isNull ? "" : address!.Canonical };
        }

        if (parsed.GetValue<string?>(Domain) is { } domain)
        {
            filter = filter with { Domain = DomainName.TryNormalize(domain, out var normal) ? normal : domain };
        }

        return null;
    }

    // What waits for a domain of this server goes into a mailbox here, whatever the routes say.
    private static async ValueTask<string> DestinationOf(CommandContext context, QueuedMessage message, QueuedRecipient recipient, string local) =>
        await context.Get<PassedDomains>().IsLocal(recipient.Target.Domain, message.Envelope, context.Cancellation) ? local : recipient.Destination;

    private static async Task Write(CommandContext context, QueueEntry entry)
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
            context.Out.WriteLine($"    <{recipient.Target}>  {destination}  {recipient.Attempts.Count}  {state}");
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

    private static async ValueTask<object> Json(CommandContext context, QueueEntry entry)
    {
        var recipients = new List<object>(entry.Recipients.Count);
        foreach (var r in entry.Recipients)
        {
            recipients.Add(new
            {
                Address = r.Target.ToString(),
                Destination = await DestinationOf(context, entry.Message, r, "local"),
                r.IsHeld,
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
