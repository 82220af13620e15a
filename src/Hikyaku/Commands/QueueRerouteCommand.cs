using System.CommandLine;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku queue reroute</c>: sends what waits another way than the routes say, or lets it follow them again.</summary>
internal static class QueueRerouteCommand
{
    private const string Routes = "routes";

    public static Command Create(ICommandRunner runner)
    {
        var steering = new QueueSteering();
        var options = new RouteOptions();
        var to = new Option<string>("--to") { Description = CommandMessages.Get("QueueToOption"), Required = true };
        return CommandParts.New("reroute", "QueueReroute", [.. steering.Parts, to, .. options.All])
            .Does(runner, (context, parsed) => Run(context, parsed, steering, options, parsed.GetRequiredValue(to)));
    }

    private static async Task<int> Run(CommandContext context, ParseResult parsed, QueueSteering steering, RouteOptions options, string to)
    {
        if (to == Routes)
        {
            return await steering.Run(context, parsed, static (q, f, c) => q.Reroute(f, null, c));
        }

        if (!RemoteRoute.TryParse(to, out var named))
        {
            return context.Refuse(CommandMessages.Get("QueueBadWay", RouteCommands.WithoutPassword(to)));
        }

        return await options.Apply(context, parsed, named) is { } way
            ? await steering.Run(context, parsed, (queue, filter, cancellation) => Reroute(context, queue, filter, way, cancellation)) : 1;
    }

    // The way is kept before anything follows it: a crash in between leaves a way that nothing uses.
    private static async ValueTask<int> Reroute(CommandContext context, Queue queue, QueueFilter filter, RemoteRoute way, CancellationToken cancellation)
    {
        if (!way.Hosts.IsEmpty)
        {
            var settings = context.Get<Settings>();
            var wanted = settings.Get(QueueSettings.Reroutes).Only(await queue.Pinned(cancellation)).With(way);
            if (await settings.Set(QueueSettings.Reroutes.Key, wanted.ToText(), context.Actor, cancellation) is DirectoryChange<Setting>.Refused refused)
            {
                context.Refuse(refused.Refusal.Text(context.Culture));
                return 0;
            }
        }

        return await queue.Reroute(filter, way, cancellation);
    }
}
