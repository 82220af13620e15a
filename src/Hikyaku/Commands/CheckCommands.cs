using System.CommandLine;
using System.Globalization;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku check …</c></summary>
internal static class CheckCommands
{
    private const string Name = "CHECK";
    private const string Who = "WHO";
    private const string Domain = "--domain";
    private const int Days = 7;

    public static Command Create(ICommandRunner runner)
    {
        var action = CommandParts.Choice("--action", "CheckActionOption", [.. Enum.GetValues<CheckAction>().Select(value => (Word(value), value))]);
        var weight = CommandParts.Text("--weight", "CheckWeightOption");
        return CommandParts.Group(
            "check",
            "Check",
            CommandParts.New("list", "CheckList").Does(runner, List),
            CommandParts.New("set", "CheckSet", CommandParts.Word(Name, "CheckArgument"), action, weight)
                .DoesFirst(runner, (context, parsed) => Set(context, parsed, parsed.GetValue(action), parsed.GetValue(weight))),
            CommandParts.Group(
                "exception",
                "CheckException",
                Exception("add", "CheckExceptionAdd").DoesFirst(runner, (context, parsed) => Change(context, parsed, adds: true)),
                CommandParts.New("list", "CheckExceptionList").Does(runner, Exceptions),
                Exception("remove", "CheckExceptionRemove").Does(runner, (context, parsed) => Change(context, parsed, adds: false))));
    }

    private static Command Exception(string name, string text) => CommandParts.New(
        name, text, CommandParts.Word(Name, "CheckOrAllArgument"), CommandParts.Word(Who, "CheckWhoArgument"), CommandParts.Text(Domain, "CheckDomainOption"));

    private static async Task<int> List(CommandContext context, ParseResult parsed)
    {
        var checks = context.Get<BorderChecks>();
        var counts = await context.Get<CheckHits>().Since(Days, context.Cancellation);
        var none = new CheckCounts(0, 0, 0);
        if (context.Json)
        {
            context.WriteJson(checks.All.Select(check => Json(context, check, counts.GetValueOrDefault(check.Name) ?? none)));
            return 0;
        }

        foreach (var check in checks.All)
        {
            var (choice, count) = (checks.Choice(check), counts.GetValueOrDefault(check.Name) ?? none);
            context.Out.WriteLine($"{check.Name} = {Text(choice)}");
            context.Out.WriteLine($"    {check.Description(context.Culture)}");
            context.Out.WriteLine($"    {CommandMessages.Get("CheckCounts", Days, count.Found, count.Refused, count.Excused)}");
        }

        return 0;
    }

    private static async Task<int> Set(CommandContext context, ParseResult parsed, CheckAction? action, string? weightText)
    {
        var (name, checks) = (parsed.GetRequiredValue<string>(Name), context.Get<BorderChecks>());
        if (checks.All.FirstOrDefault(check => check.Name == name) is not { } check)
        {
            return context.Refuse(CommandMessages.Get("CheckUnknown", name, string.Join(", ", checks.All.Select(one => one.Name))));
        }

        var choice = checks.Choice(check);
        var weight = choice.Weight;
        if (weightText is not null
            && (!int.TryParse(weightText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out weight) || Math.Abs(weight) > CheckChoice.MaxWeight))
        {
            return context.Refuse(CommandMessages.Get("CheckBadWeight", weightText, CheckChoice.MaxWeight));
        }

        choice = new CheckChoice(action ?? choice.Action, weight);
        var settings = context.Get<Settings>();
        var change = await settings.Set(
            CheckSettings.Table.Key, settings.Get(CheckSettings.Table).With(name, choice).ToString(), context.Actor, context.Cancellation);
        return context.Report(change, _ => Json(context, check, null), _ => $"{name} = {Text(choice)}");
    }

    private static Task<int> Exceptions(CommandContext context, ParseResult parsed)
    {
        var all = context.Get<Settings>().Get(CheckSettings.Exceptions).All;
        if (context.Json)
        {
            context.WriteJson(all.Select(Json));
            return Task.FromResult(0);
        }

        foreach (var one in all)
        {
            context.Out.WriteLine(Text(one));
        }

        return Task.FromResult(0);
    }

    private static async Task<int> Change(CommandContext context, ParseResult parsed, bool adds)
    {
        var (name, who, domain) = (parsed.GetRequiredValue<string>(Name), parsed.GetRequiredValue<string>(Who), parsed.GetValue<string?>(Domain));
        if (name is not ("all" or CheckException.All) && context.Get<BorderChecks>().All.All(check => check.Name != name))
        {
            return context.Refuse(CommandMessages.Get("CheckUnknown", name, string.Join(", ", context.Get<BorderChecks>().All.Select(one => one.Name))));
        }

        if (!CheckException.TryCreate(name == "all" ? CheckException.All : name, who, domain, out var one))
        {
            return context.Refuse(CommandMessages.Get("CheckBadException", who, domain ?? CheckException.All));
        }

        var settings = context.Get<Settings>();
        var before = settings.Get(CheckSettings.Exceptions);
        if (adds ? !before.HasRoom : !before.All.Contains(one))
        {
            return context.Refuse(CommandMessages.Get(adds ? "CheckTooManyExceptions" : "CheckNoException", Text(one)));
        }

        var after = adds ? before.With(one) : before.Without(one);
        var change = await settings.Set(CheckSettings.Exceptions.Key, after.ToString(), context.Actor, context.Cancellation);
        return context.Report(change, _ => Json(one), _ => Text(one));
    }

    private static string Word(CheckAction action) => action.ToString().ToLowerInvariant();

    private static string Text(CheckChoice choice) =>
        choice.Action == CheckAction.Score ? string.Create(CultureInfo.InvariantCulture, $"{Word(choice.Action)} {choice.Weight}") : Word(choice.Action);

    private static string Text(CheckException one) => $"{one.Check}  {one.Who}  {one.Domain}";

    private static object Json(CheckException one) => new { one.Check, one.Who, one.Domain };

    private static object Json(CommandContext context, Check check, CheckCounts? counts)
    {
        var choice = context.Get<BorderChecks>().Choice(check);
        return new { check.Name, check.Stage, choice.Action, choice.Weight, Description = check.Description(context.Culture), Counts = counts };
    }
}
