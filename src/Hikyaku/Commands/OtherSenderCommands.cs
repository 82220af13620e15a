using System.CommandLine;
using Hikyaku.Mail.Sending;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku sending from …</c></summary>
internal static class OtherSenderCommands
{
    private const string Sender = "SENDER";

    public static Command Create(ICommandRunner runner) => CommandParts.Group(
        "from",
        "SendingFrom",
        New("add", "SendingFromAdd").DoesFirst(runner, (context, parsed) => Change(context, parsed, adds: true)),
        CommandParts.New("list", "SendingFromList").Does(runner, List),
        New("remove", "SendingFromRemove").Does(runner, (context, parsed) => Change(context, parsed, adds: false)));

    private static Command New(string name, string text) => CommandParts.New(
        name, text, CommandParts.Word(SendingCommands.Who, "SendingWhoArgument"), CommandParts.Word(Sender, "SendingFromArgument"));

    private static Task<int> List(CommandContext context, ParseResult parsed)
    {
        var all = context.Get<Settings>().Get(SendingSettings.OtherSenders).All;
        if (context.Json)
        {
            context.WriteJson(all.Select(one => new { one.Who, one.Sender }));
            return Task.FromResult(0);
        }

        foreach (var (who, sender) in all)
        {
            context.Out.WriteLine($"{who}  {sender}");
        }

        return Task.FromResult(0);
    }

    private static async Task<int> Change(CommandContext context, ParseResult parsed, bool adds)
    {
        var (who, sender) = (parsed.GetRequiredValue<string>(SendingCommands.Who), parsed.GetRequiredValue<string>(Sender));
        if (!OtherSenders.TryCreate(who, sender, out var one))
        {
            return context.Refuse(CommandMessages.Get("SendingBadFrom", who, sender));
        }

        var settings = context.Get<Settings>();
        var before = settings.Get(SendingSettings.OtherSenders);
        if (adds ? !before.HasRoom : !before.All.Contains(one))
        {
            return context.Refuse(adds ? CommandMessages.Get("SendingTooManyFrom", one.Sender) : CommandMessages.Get("SendingNoFrom", one.Who, one.Sender));
        }

        var after = new OtherSenders(adds ? before.All.Remove(one).Add(one) : before.All.Remove(one));
        var change = await settings.Set(SendingSettings.OtherSenders.Key, after.ToString(), context.Actor, context.Cancellation);
        return context.Report(change, _ => new { one.Who, one.Sender }, _ => $"{one.Who}  {one.Sender}");
    }
}
