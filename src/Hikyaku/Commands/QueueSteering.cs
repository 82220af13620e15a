using System.CommandLine;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary>The commands that change what happens to recipients of the queue: those that are named, and fit the filter.</summary>
internal sealed class QueueSteering
{
    private readonly Argument<string[]> _ids = new("ID") { Description = CommandMessages.Get("QueueIdsArgument"), Arity = ArgumentArity.ZeroOrMore };
    private readonly QueueFilterOptions _options = new();
    private readonly Option<bool> _all = CommandParts.Switch("--all", "QueueAllOption");
    private readonly Option<bool> _dry = CommandParts.Switch("--dry-run", "QueueDryOption");

    /// <summary>A change of the recipients that match; returns their number.</summary>
    public delegate ValueTask<int> Step(Queue queue, QueueFilter filter, CancellationToken cancellation);

    /// <summary>The arguments and options.</summary>
    public Symbol[] Parts => [_ids, .. _options.Filters, _all, _dry];

    public static Command Create(string name, string text, ICommandRunner runner, Step step)
    {
        var steering = new QueueSteering();
        return CommandParts.New(name, text, steering.Parts).Does(runner, (context, parsed) => steering.Run(context, parsed, step));
    }

    /// <summary>Removes, after a question where more than named messages are meant.</summary>
    public static Command CreateDelete(ICommandRunner runner)
    {
        var steering = new QueueSteering();
        var yes = CommandParts.Switch("--yes", "YesOption");
        return CommandParts.New("delete", "QueueDelete", [.. steering.Parts, yes]).Does(runner, (context, parsed) =>
            steering.Run(context, parsed, static (q, f, c) => q.Delete(f, c), count => context.Confirm(Question(count), parsed.GetValue(yes))));
    }

    /// <summary>Changes what is chosen.</summary>
    /// <param name="context">The context.</param>
    /// <param name="parsed">What was typed.</param>
    /// <param name="step">The change.</param>
    /// <param name="confirm">Asks before more than named messages are changed; null: nobody asks.</param>
    public async Task<int> Run(CommandContext context, ParseResult parsed, Step step, Func<QueueCount, ValueTask<bool>>? confirm = null)
    {
        if (Read(context, parsed, out var filters) is { } problem)
        {
            return context.Refuse(problem);
        }

        // Nothing chosen is not everything: that must be said.
        if (filters is [var only] && only == QueueFilter.All && !parsed.GetValue(_all))
        {
            context.Refuse(CommandMessages.Get("QueueNothingChosen"));
            return CommandLine.WrongUsage;
        }

        if (parsed.GetValue(_dry))
        {
            return Report(context, await Count(context, filters));
        }

        if (confirm is not null && filters[0].Id is null && await Count(context, filters) is { Recipients: > 0 } count && !await confirm(count))
        {
            return 1;
        }

        return await Change(context, filters, step);
    }

    private static async Task<int> Change(CommandContext context, List<QueueFilter> filters, Step step)
    {
        var (total, code) = (0, 0);
        foreach (var filter in filters)
        {
            var count = await step(context.Get<Queue>(), filter, context.Cancellation);
            total += count;
            code = count == 0 && filter.Id is not null ? context.Refuse(CommandMessages.Get("QueueUnknown", filter.Id)) : code;
        }

        if (context.Json)
        {
            context.WriteJson(new { Recipients = total });
        }
        else if (total > 0 || code == 0)
        {
            await context.Out.WriteLineAsync(CommandMessages.Get("QueueChanged", total));
        }

        return code;
    }

    private static async ValueTask<QueueCount> Count(CommandContext context, List<QueueFilter> filters)
    {
        var sum = new QueueCount(0, 0, 0);
        foreach (var filter in filters)
        {
            var part = await context.Get<Queue>().Count(filter, context.Cancellation);
            sum = new QueueCount(sum.Messages + part.Messages, sum.Recipients + part.Recipients, sum.Octets + part.Octets);
        }

        return sum;
    }

    private static int Report(CommandContext context, QueueCount count)
    {
        if (context.Json)
        {
            context.WriteJson(count);
        }
        else
        {
            context.Out.WriteLine(CommandMessages.Get("QueueMatching", count.Messages, count.Recipients, ByteSize.Format(count.Octets)));
        }

        return 0;
    }

    private static string Question(QueueCount count) => CommandMessages.Get("QueueDeleteQuestion", count.Messages, count.Recipients);

    // One filter for each message that is named, or one for all; null, or what is wrong.
    private string? Read(CommandContext context, ParseResult parsed, out List<QueueFilter> filters)
    {
        filters = [];
        if (_options.Read(context, parsed, out var filter) is { } problem)
        {
            return problem;
        }

        foreach (var text in parsed.GetValue(_ids) ?? [])
        {
            if (!QueueId.TryParse(text, out var id))
            {
                return CommandMessages.Get("QueueBadId", text);
            }

            filters.Add(filter with { Id = id });
        }

        if (filters.Count == 0)
        {
            filters.Add(filter);
        }

        return null;
    }
}
