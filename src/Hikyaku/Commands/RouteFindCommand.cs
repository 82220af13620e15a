using System.CommandLine;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Routing;
using Directory = Hikyaku.Mail.Directory.Directory;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku route find</c>: where mail for an address would go now.</summary>
internal static class RouteFindCommand
{
    private const string AddressName = "ADDRESS";

    public static Command Create(ICommandRunner runner)
    {
        var from = CommandParts.Text("--from", "RouteFromOption");
        return CommandParts.New("find", "RouteFind", CommandParts.Word(AddressName, "RouteAddressArgument"), from)
            .Does(runner, (context, parsed) => Find(context, parsed.GetRequiredValue<string>(AddressName), parsed.GetValue(from)));
    }

    private static async Task<int> Find(CommandContext context, string text, string? from)
    {
        Address? sender = null;
        if (!Address.TryParse(text, out var address) || (from is { Length: > 0 } and not "<>" && !Address.TryParse(from, out sender)))
        {
            return context.Refuse(CommandMessages.Get("RouteNoAddress", address is null ? text : from));
        }

        var account = sender is null ? null : await context.Get<Directory>().FindSignInName(sender.Canonical, context.Cancellation);
        var envelope = new Envelope { ReversePath = sender, SubmittedBy = account?.Id, Arrived = DateTimeOffset.UnixEpoch };
        var routing = await context.Get<Router>().Route(new Recipient(address), envelope, 0, context.Cancellation);
        var ways = routing.Routes.Select(route => Way.Of(route, envelope, context.Get<OutgoingRoutes>().Current))
            .Concat(routing.Refused.Select(refused => new Way("refused", refused.Address.ToString(), null, null, refused.Status.ToString()))).ToList();
        if (context.Json)
        {
            context.WriteJson(ways);
        }
        else
        {
            ways.ForEach(way => context.Out.WriteLine(way.ToString()));
        }

        return routing.Refusal is null ? 0 : 1;
    }

    private sealed record Way(string Kind, string Target, string? Pattern, string? Destination, string? Detail)
    {
        public static Way Of(Route route, Envelope envelope, RemoteRoutes routes) => route switch
        {
            Route.LocalMailbox local => new Way("mailbox", local.Account.Address, null, null, null),
            Route.Remote remote => OfRemote(remote, RoutedMail.Of(remote.Target, envelope), routes),
            Route.Reject reject => new Way("refused", "", null, null, reject.Status.ToString()),
            _ => new Way("discarded", "", null, null, null),
        };

        public override string ToString() => Kind switch
        {
            "mailbox" => CommandMessages.Get("RouteFoundMailbox", Target),
            "remote" => CommandMessages.Get("RouteFoundRemote", Target, Destination, Pattern ?? CommandMessages.Get("RouteFoundMx")) + (Detail is null ? "" : $" (MAIL FROM:<{Detail}>)"),
            "discarded" => CommandMessages.Get("RouteFoundDiscarded"),
            _ => CommandMessages.Get("RouteFoundRefused", Target.Length == 0 ? Detail : $"{Target}: {Detail}"),
        };

        private static Way OfRemote(Route.Remote remote, RoutedMail mail, RemoteRoutes routes) =>
            new("remote", remote.Target.ToString(), routes.PatternOf(mail), routes.DestinationOf(mail), remote.SendAs?.ToString());
    }
}
