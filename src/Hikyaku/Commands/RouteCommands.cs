using System.CommandLine;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku route …</c></summary>
internal static class RouteCommands
{
    private const string Pattern = "PATTERN";
    private const string Urls = "TARGET";

    public static Command Create(ICommandRunner runner)
    {
        var options = new RouteOptions();
        return CommandParts.Group(
            "route",
            "Route",
            CommandParts.New("set", "RouteSet", [PatternWord(), Targets(), .. options.All]).DoesFirst(runner, (context, parsed) => Set(context, parsed, options)),
            CommandParts.New("list", "RouteList").Does(runner, List),
            RouteFindCommand.Create(runner),
            CommandParts.New("remove", "RouteRemove", PatternWord()).Does(runner, Remove));
    }

    private static Argument<string> PatternWord() => CommandParts.Word(Pattern, "PatternArgument");

    private static Argument<string[]> Targets() =>
        new(Urls) { Description = CommandMessages.Get("RouteUrlArgument"), Arity = ArgumentArity.OneOrMore };

    private static async Task<int> Set(CommandContext context, ParseResult parsed, RouteOptions options)
    {
        var pattern = parsed.GetRequiredValue<string>(Pattern);
        if (!RemoteRoutes.TryNormalize(pattern, out var normal))
        {
            return context.Refuse(CommandMessages.Get("RouteBadPattern", pattern));
        }

        var text = string.Join(',', parsed.GetRequiredValue<string[]>(Urls));
        if (!RemoteRoute.TryParse(text, out var route))
        {
            return context.Refuse(CommandMessages.Get("RouteBadUrl", WithoutPassword(text)));
        }

        return await options.Apply(context, parsed, route) is { } whole
            ? await Change(context, Routes(context).With(normal, whole), $"{normal} -> {whole}") : 1;
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
            context.WriteJson(routes.Select(Json));
            return Task.FromResult(0);
        }

        foreach (var (pattern, route) in routes)
        {
            context.Out.WriteLine($"{pattern} -> {route}");
        }

        return Task.FromResult(0);
    }

    // The first host stands beside the pattern too: there was only one at first.
    private static object Json(KeyValuePair<string, RemoteRoute> route)
    {
        var hosts = route.Value.Hosts;
        var first = hosts.FirstOrDefault();
        return new
        {
            Pattern = route.Key,
            first?.Host,
            first?.Port,
            Tls = first?.Tls ?? route.Value.MxTls,
            User = first?.Credentials?.UserName,
            UsesMx = hosts.IsEmpty,
            Hosts = hosts.Select(host => new { host.Host, host.Port, host.Tls, User = host.Credentials?.UserName }),
        };
    }

    /// <summary>Keeps routes and lets what waits follow them; false after a refusal.</summary>
    public static async ValueTask<bool> Save(CommandContext context, RemoteRoutes routes)
    {
        var change = await context.Get<Settings>().Set(QueueSettings.Routes.Key, routes.ToText(), context.Actor, context.Cancellation);
        if (change is DirectoryChange<Setting>.Refused refused)
        {
            context.Refuse(refused.Refusal.Text(context.Culture));
            return false;
        }

        await context.Get<Queue>().Redirect(context.Cancellation);
        return true;
    }

    /// <summary>A URL that someone mistyped, without what may be a password.</summary>
    public static string WithoutPassword(string text)
    {
        var at = text.LastIndexOf('@');
        return at < 0 ? text : "…" + text[at..];
    }

    private static RemoteRoutes Routes(CommandContext context) => context.Get<Settings>().Get(QueueSettings.Routes);

    private static async Task<int> Change(CommandContext context, RemoteRoutes routes, string text)
    {
        if (!await Save(context, routes))
        {
            return 1;
        }

        if (context.Json)
        {
            context.WriteJson(new { Route = text });
        }
        else
        {
            await context.Out.WriteLineAsync(text);
        }

        return 0;
    }
}
