using System.CommandLine;
using Hikyaku.Mail.Queue;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku queue …</c></summary>
internal static class QueueCommands
{
    private const int PageSize = 500;
    private const string Id = "ID";

    public static Command Create(ICommandRunner runner) => CommandParts.Group(
        "queue",
        "Queue",
        Listing(runner),
        CommandParts.New("show", "QueueShow", CommandParts.Word(Id, "QueueIdArgument")).Does(runner, Show),
        CommandParts.New("hosts", "QueueHosts").Does(runner, QueueHosts.List),
        QueueSteering.Create("retry", "QueueRetry", runner, static (q, f, c) => q.Retry(f, c)),
        QueueSteering.Create("hold", "QueueHold", runner, static (q, f, c) => q.Hold(f, c)),
        QueueSteering.Create("release", "QueueRelease", runner, static (q, f, c) => q.Release(f, c)),
        QueueRerouteCommand.Create(runner),
        QueueSteering.CreateDelete(runner));

    private static Command Listing(ICommandRunner runner)
    {
        var options = new QueueFilterOptions();
        var limit = CommandParts.Count("--limit", "QueueLimitOption", int.MaxValue);
        return CommandParts.New("list", "QueueList", [.. options.Filters, limit]).Does(runner, (context, parsed) => List(context, parsed, options, parsed.GetValue(limit) ?? int.MaxValue));
    }

    private static async Task<int> List(CommandContext context, ParseResult parsed, QueueFilterOptions options, int limit)
    {
        if (options.Read(context, parsed, out var filter) is { } problem)
        {
            return context.Refuse(problem);
        }

        using var list = new QueueListing(context);
        var after = default(QueueId);
        while (limit > 0 && await context.Get<Queue>().List(filter, after, Math.Min(PageSize, limit), context.Cancellation) is { Count: > 0 } page)
        {
            foreach (var entry in page)
            {
                await list.Add(entry);
            }

            limit -= page.Count;
            after = page[^1].Message.Id;
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
            context.WriteJson(await QueueViews.Json(context, found[0]));
        }
        else
        {
            await QueueViews.Write(context, found[0]);
        }

        return 0;
    }
}
