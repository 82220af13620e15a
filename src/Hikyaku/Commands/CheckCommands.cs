using System.CommandLine;
using System.Globalization;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku check …</c></summary>
internal static class CheckCommands
{
    internal const string Name = "CHECK";
    internal const string All = "all";
    private const int Days = 7;

    public static Command Create(ICommandRunner runner)
    {
        var action = CommandParts.Choice("--action", "CheckActionOption", [.. Enum.GetValues<CheckAction>().Select(value => (Word(value), value))]);
        var weight = CommandParts.Text("--weight", "CheckWeightOption");
        return CommandParts.Group(
            "check",
            "Check",
            CommandParts.New("list", "CheckList").Does(runner, List),
            CommandParts.New("show", "CheckShow", CommandParts.Word(Name, "CheckArgument")).Does(runner, Show),
            CommandParts.New("set", "CheckSet", CommandParts.Word(Name, "CheckArgument"), action, weight)
                .DoesFirst(runner, (context, parsed) => Set(context, parsed, parsed.GetValue(action), parsed.GetValue(weight))),
            CommandParts.New("reset", "CheckReset", CommandParts.Word(Name, "CheckOrAllArgument")).Does(runner, Reset),
            CheckExceptionCommands.Create(runner),
            DnsListCommands.Create(runner));
    }

    /// <summary>Says that there is no such check.</summary>
    internal static int RefuseUnknown(CommandContext context, string name) => context.Refuse(
        CommandMessages.Get("CheckUnknown", name, string.Join(", ", context.Get<BorderChecks>().All.Select(one => one.Name))));

    internal static Check? Find(CommandContext context, string name) => context.Get<BorderChecks>().All.FirstOrDefault(check => check.Name == name);

    private static async Task<int> List(CommandContext context, ParseResult parsed)
    {
        var checks = context.Get<BorderChecks>();
        var counts = await context.Get<CheckHits>().Since(Days, context.Cancellation);
        if (context.Json)
        {
            context.WriteJson(checks.All.Select(check => Json(context, check, CountsOf(counts, check))));
            return 0;
        }

        foreach (var check in checks.All)
        {
            Write(context, check, CountsOf(counts, check));
        }

        return 0;
    }

    private static async Task<int> Show(CommandContext context, ParseResult parsed)
    {
        var name = parsed.GetRequiredValue<string>(Name);
        if (Find(context, name) is not { } check)
        {
            return RefuseUnknown(context, name);
        }

        var counts = await context.Get<CheckHits>().Since(Days, context.Cancellation);
        var exceptions = context.Get<Settings>().Get(CheckSettings.Exceptions).All.Where(one => one.Check == name || one.Check == CheckException.All).ToList();
        if (context.Json)
        {
            context.WriteJson(new { Check = Json(context, check, CountsOf(counts, check)), Exceptions = exceptions.Select(CheckExceptionCommands.Json) });
            return 0;
        }

        Write(context, check, CountsOf(counts, check));
        foreach (var one in exceptions)
        {
            context.Out.WriteLine($"    {CommandMessages.Get("CheckExceptionLine", one.Who, one.Domain)}");
        }

        return 0;
    }

    private static async Task<int> Set(CommandContext context, ParseResult parsed, CheckAction? action, string? weightText)
    {
        var name = parsed.GetRequiredValue<string>(Name);
        if (Find(context, name) is not { } check)
        {
            return RefuseUnknown(context, name);
        }

        var choice = context.Get<BorderChecks>().Choice(check);
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

    private static async Task<int> Reset(CommandContext context, ParseResult parsed)
    {
        var name = parsed.GetRequiredValue<string>(Name);
        if (name != All && Find(context, name) is null)
        {
            return RefuseUnknown(context, name);
        }

        await context.Get<CheckHits>().Reset(name == All ? null : name, context.Cancellation);
        context.WriteDone(name, CommandMessages.Get("CheckResetDone", name));
        return 0;
    }

    private static void WriteDone(this CommandContext context, string name, string text)
    {
        if (context.Json)
        {
            context.WriteJson(new { Name = name });
        }
        else
        {
            context.Out.WriteLine(text);
        }
    }

    private static void Write(CommandContext context, Check check, CheckCounts count)
    {
        context.Out.WriteLine($"{check.Name} = {Text(context.Get<BorderChecks>().Choice(check))}");
        context.Out.WriteLine($"    {check.Description(context.Culture)}");
        context.Out.WriteLine($"    {CommandMessages.Get("CheckCounts", Days, count.Found, count.Refused, count.Excused)}");
    }

    private static CheckCounts CountsOf(IReadOnlyDictionary<string, CheckCounts> counts, Check check) => counts.GetValueOrDefault(check.Name) ?? new CheckCounts(0, 0, 0);

    private static string Word(CheckAction action) => action.ToString().ToLowerInvariant();

    private static string Text(CheckChoice choice) =>
        choice.Action == CheckAction.Score ? string.Create(CultureInfo.InvariantCulture, $"{Word(choice.Action)} {choice.Weight}") : Word(choice.Action);

    private static object Json(CommandContext context, Check check, CheckCounts? counts)
    {
        var choice = context.Get<BorderChecks>().Choice(check);
        return new { check.Name, check.Stage, choice.Action, choice.Weight, Description = check.Description(context.Culture), Counts = counts };
    }
}
