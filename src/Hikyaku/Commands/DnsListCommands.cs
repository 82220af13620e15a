using System.CommandLine;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Checks.DnsLists;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku check dnslist …</c></summary>
internal static class DnsListCommands
{
    private const string Zone = "ZONE";
    private const string About = "--about";
    private const string Codes = "--codes";
    private const string Weight = "--weight";

    public static Command Create(ICommandRunner runner) => CommandParts.Group(
        "dnslist",
        "DnsList",
        CommandParts.New(
            "add",
            "DnsListAdd",
            CommandParts.Word(Zone, "DnsListZoneArgument"),
            CommandParts.Text(About, "DnsListAboutOption"),
            CommandParts.Text(Codes, "DnsListCodesOption"),
            CommandParts.Text(Weight, "DnsListWeightOption")).DoesFirst(runner, Add),
        CommandParts.New("list", "DnsListList").Does(runner, List),
        CommandParts.New("remove", "DnsListRemove", CommandParts.Word(Zone, "DnsListZoneArgument")).Does(runner, Remove));

    private static async Task<int> Add(CommandContext context, ParseResult parsed)
    {
        var (zone, about) = (parsed.GetRequiredValue<string>(Zone), parsed.GetValue<string?>(About) ?? nameof(DnsListSubject.Client));
        var (codes, weight) = (parsed.GetValue<string?>(Codes) ?? ReturnCodes.Any.ToString(), parsed.GetValue<string?>(Weight) ?? "1");
        if (!DnsList.TryCreate(zone, about, codes, weight, out var list))
        {
            return context.Refuse(CommandMessages.Get("DnsListBad", $"{zone} {about} {codes} {weight}"));
        }

        var before = context.Get<Settings>().Get(CheckSettings.DnsLists);
        return before.HasRoom ? await Set(context, before.With(list), list) : context.Refuse(CommandMessages.Get("DnsListTooMany", zone));
    }

    private static async Task<int> Remove(CommandContext context, ParseResult parsed)
    {
        var before = context.Get<Settings>().Get(CheckSettings.DnsLists);
        var zone = parsed.GetRequiredValue<string>(Zone);
        return DomainName.TryNormalize(zone, out var domain) && before.All.FirstOrDefault(list => list.Zone == domain) is { } list
            ? await Set(context, before.Without(domain), list)
            : context.Refuse(CommandMessages.Get("DnsListUnknown", zone));
    }

    private static Task<int> List(CommandContext context, ParseResult parsed)
    {
        var all = context.Get<Settings>().Get(CheckSettings.DnsLists).All;
        if (context.Json)
        {
            context.WriteJson(all.Select(Json));
            return Task.FromResult(0);
        }

        foreach (var list in all)
        {
            context.Out.WriteLine(Text(list));
        }

        return Task.FromResult(0);
    }

    private static async Task<int> Set(CommandContext context, DnsListTable table, DnsList list)
    {
        var change = await context.Get<Settings>().Set(CheckSettings.DnsLists.Key, table.ToString(), context.Actor, context.Cancellation);
        return context.Report(change, _ => Json(list), _ => Text(list));
    }

    private static object Json(DnsList list) => new { list.Zone, About = list.Subject, Codes = list.Codes.ToString(), list.Weight };

    private static string Text(DnsList list) => list.ToString().Replace("|", "  ", StringComparison.Ordinal);
}
