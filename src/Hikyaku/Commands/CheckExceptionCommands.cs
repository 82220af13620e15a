using System.CommandLine;
using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku check except …</c></summary>
internal static class CheckExceptionCommands
{
    private const string Who = "WHO";
    private const string Domain = "--domain";

    public static Command Create(ICommandRunner runner)
    {
        var group = CommandParts.Group(
            "except",
            "CheckException",
            Exception("add", "CheckExceptionAdd").DoesFirst(runner, (context, parsed) => Change(context, parsed, adds: true)),
            CommandParts.New("list", "CheckExceptionList").Does(runner, List),
            Exception("remove", "CheckExceptionRemove").Does(runner, (context, parsed) => Change(context, parsed, adds: false)));
        group.Aliases.Add("exception");
        return group;
    }

    internal static object Json(CheckException one) => new { one.Check, one.Who, one.Domain };

    private static Command Exception(string name, string text) => CommandParts.New(
        name,
        text,
        CommandParts.Word(CheckCommands.Name, "CheckOrAllArgument"),
        CommandParts.Word(Who, "CheckWhoArgument"),
        CommandParts.Text(Domain, "CheckDomainOption"));

    private static Task<int> List(CommandContext context, ParseResult parsed)
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
        var (name, who, domain) = (parsed.GetRequiredValue<string>(CheckCommands.Name), parsed.GetRequiredValue<string>(Who), parsed.GetValue<string?>(Domain));
        if (name is not (CheckCommands.All or CheckException.All) && CheckCommands.Find(context, name) is null)
        {
            return CheckCommands.RefuseUnknown(context, name);
        }

        if (!CheckException.TryCreate(name == CheckCommands.All ? CheckException.All : name, who, domain, out var one))
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

    private static string Text(CheckException one) => $"{one.Check}  {one.Who}  {one.Domain}";
}
