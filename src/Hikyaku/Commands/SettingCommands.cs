using System.CommandLine;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku setting …</c></summary>
internal static class SettingCommands
{
    private const string Key = "KEY";
    private const string Value = "VALUE";

    public static Command Create(ICommandRunner runner) => CommandParts.Group(
        "setting",
        "Setting",
        CommandParts.New("list", "SettingList").Does(runner, List),
        CommandParts.New("get", "SettingGet", CommandParts.Word(Key, "KeyArgument")).Does(runner, Get),
        CommandParts.New("set", "SettingSet", CommandParts.Word(Key, "KeyArgument"), CommandParts.Word(Value, "ValueArgument")).DoesFirst(runner, Set),
        CommandParts.New("reset", "SettingReset", CommandParts.Word(Key, "KeyArgument")).Does(runner, Reset));

    private static Task<int> List(CommandContext context, ParseResult parsed)
    {
        var settings = context.Get<Settings>();
        if (context.Json)
        {
            context.WriteJson(settings.All.Select(setting => Json(context, settings, setting)));
            return Task.FromResult(0);
        }

        foreach (var setting in settings.All)
        {
            context.Out.WriteLine($"{setting.Key} = {settings.Text(setting)}");
            context.Out.WriteLine($"    {setting.Description(context.Culture)}");
            context.Out.WriteLine($"    {CommandMessages.Get("SettingAllowed", setting.Allowed(context.Culture), setting.DefaultText)}");
        }

        return Task.FromResult(0);
    }

    private static Task<int> Get(CommandContext context, ParseResult parsed)
    {
        var (key, settings) = (parsed.GetRequiredValue<string>(Key), context.Get<Settings>());
        if (!settings.TryFind(key, out var setting))
        {
            return Task.FromResult(context.Refuse(new DirectoryRefusal(DirectoryRefusalReason.UnknownSetting, key).Text(context.Culture)));
        }

        if (context.Json)
        {
            context.WriteJson(Json(context, settings, setting));
        }
        else
        {
            context.Out.WriteLine(settings.Text(setting));
        }

        return Task.FromResult(0);
    }

    private static Task<int> Set(CommandContext context, ParseResult parsed) => Change(context, parsed, parsed.GetRequiredValue<string>(Value));

    private static Task<int> Reset(CommandContext context, ParseResult parsed) => Change(context, parsed, null);

    private static async Task<int> Change(CommandContext context, ParseResult parsed, string? value)
    {
        var settings = context.Get<Settings>();
        return context.Report(
            await settings.Set(parsed.GetRequiredValue<string>(Key), value, context.Actor, context.Cancellation),
            setting => Json(context, settings, setting),
            setting => $"{setting.Key} = {settings.Text(setting)}");
    }

    private static object Json(CommandContext context, Settings settings, Setting setting) => new
    {
        setting.Key,
        Value = settings.Text(setting),
        Default = setting.DefaultText,
        IsDefault = !settings.IsChosen(setting),
        Description = setting.Description(context.Culture),
        Allowed = setting.Allowed(context.Culture),
    };
}
