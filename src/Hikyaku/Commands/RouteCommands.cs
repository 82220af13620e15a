using System.CommandLine;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku route …</c></summary>
internal static class RouteCommands
{
    private const string Pattern = "PATTERN";
    private const string Url = "URL";

    public static Command Create(ICommandRunner runner) => CommandParts.Group(
        "route",
        "Route",
        CommandParts.New("set", "RouteSet", CommandParts.Word(Pattern, "PatternArgument"), CommandParts.Word(Url, "RouteUrlArgument")).DoesFirst(runner, Set),
        CommandParts.New("list", "RouteList").Does(runner, List),
        CommandParts.New("remove", "RouteRemove", CommandParts.Word(Pattern, "PatternArgument")).Does(runner, Remove));

    private static async Task<int> Set(CommandContext context, ParseResult parsed)
    {
        var (pattern, url) = (parsed.GetRequiredValue<string>(Pattern), parsed.GetRequiredValue<string>(Url));
        if (!RemoteRoutes.TryNormalize(pattern, out var normal))
        {
            return context.Refuse(CommandMessages.Get("RouteBadPattern", pattern));
        }

        return SmartHost.TryParse(url, out var host)
            ? await Change(context, Routes(context).With(normal, host), $"{normal} -> {host}")
            : context.Refuse(CommandMessages.Get("RouteBadUrl", url));
    }

    private static async Task<int> Remove(CommandContext context, ParseResult parsed)
    {
        var pattern = parsed.GetRequiredValue<string>(Pattern);
        return RemoteRoutes.TryNormalize(pattern, out var normal) && Routes(context).All.ContainsKey(normal)
            ? await Change(context, Routes(context).Without(normal), normal)
            : context.Refuse(CommandMessages.Get("RouteUnknown", pattern));
    }

    private static Task<int> List(CommandContext context, ParseResult parsed)
    {
        var routes = Routes(context).All;
        if (context.Json)
        {
            context.WriteJson(routes.Select(r => new { Pattern = r.Key, Host = r.Value.Host, r.Value.Port, Tls = r.Value.Tls, User = r.Value.Credentials?.UserName }));
            return Task.FromResult(0);
        }

        foreach (var (pattern, host) in routes)
        {
            context.Out.WriteLine($"{pattern} -> {host}");
        }

        return Task.FromResult(0);
    }

    private static RemoteRoutes Routes(CommandContext context) => context.Get<Settings>().Get(QueueSettings.Routes);

    private static async Task<int> Change(CommandContext context, RemoteRoutes routes, string text)
    {
        var change = await context.Get<Settings>().Set(QueueSettings.Routes.Key, routes.ToText(), context.Actor, context.Cancellation);
        var code = context.Report(change, _ => new { Route = text }, _ => text);
        if (code == 0)
        {
            await context.Get<Queue>().Redirect(context.Cancellation);
        }

        return code;
    }
}
