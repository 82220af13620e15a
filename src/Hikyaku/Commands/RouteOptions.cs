using System.CommandLine;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Commands;

/// <summary>The options that complete a route: its sign-in and its protection.</summary>
internal sealed class RouteOptions
{
    private readonly Option<string?> _user = CommandParts.Text("--user", "RouteUserOption");
    private readonly Option<bool> _passwordInput = CommandParts.Switch("--password-stdin", "RoutePasswordOption");
    private readonly Option<string?> _tls = CommandParts.Text("--tls", "RouteTlsOption");

    public Symbol[] All => [_user, _passwordInput, _tls];

    /// <summary>The route with them, or null after a refusal.</summary>
    public async ValueTask<RemoteRoute?> Apply(CommandContext context, ParseResult parsed, RemoteRoute route)
    {
        var protectedRoute = parsed.GetValue(_tls) is { } word ? Protect(context, route, word) : route;
        if (protectedRoute is null || parsed.GetValue(_user) is not { Length: > 0 } user)
        {
            return protectedRoute;
        }

        if (protectedRoute.Hosts.IsEmpty)
        {
            context.Refuse(CommandMessages.Get("RouteMxUser"));
            return null;
        }

        var password = await NewPasswordPrompt.Read(context, parsed.GetValue(_passwordInput), mayGenerate: false);
        return password is null ? null
            : RemoteRoute.By([.. protectedRoute.Hosts.Select(host => host.With(new RemoteCredentials(user, password.Text)))]);
    }

    private static RemoteRoute? Protect(CommandContext context, RemoteRoute route, string word)
    {
        if (!RemoteTlsWord.TryParse(word, out var tls))
        {
            context.Refuse(CommandMessages.Get("BadValue", word, "--tls", RemoteTlsWord.All));
            return null;
        }

        if (route.Hosts.IsEmpty)
        {
            return RemoteRoute.ByExchanges(tls);
        }

        var hosts = new List<SmartHost>(route.Hosts.Length);
        foreach (var host in route.Hosts)
        {
            if (!host.TryWith(tls, out var wanted))
            {
                context.Refuse(CommandMessages.Get("RouteTlsFirst", host, word));
                return null;
            }

            hosts.Add(wanted);
        }

        return RemoteRoute.By([.. hosts]);
    }
}
