using System.CommandLine;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku source …</c>: from where mail goes out.</summary>
internal static class SourceCommands
{
    private const string Pattern = "PATTERN";
    private const string Address = "ADDRESS";

    public static Command Create(ICommandRunner runner) => CommandParts.Group(
        "source",
        "Source",
        CommandParts.New("set", "SourceSet", CommandParts.Word(Pattern, "SourcePatternArgument"), Addresses()).DoesFirst(runner, Set),
        CommandParts.New("list", "SourceList").Does(runner, List),
        CommandParts.New("remove", "SourceRemove", CommandParts.Word(Pattern, "SourcePatternArgument")).Does(runner, Remove));

    private static Argument<string[]> Addresses() => new(Address) { Description = CommandMessages.Get("SourceAddressArgument"), Arity = ArgumentArity.OneOrMore };

    private static async Task<int> Set(CommandContext context, ParseResult parsed)
    {
        var (pattern, words) = (parsed.GetRequiredValue<string>(Pattern), parsed.GetRequiredValue<string[]>(Address));
        if (!DomainPattern.TryNormalize(pattern, out var normal))
        {
            return context.Refuse(CommandMessages.Get("TlsBadPattern", pattern));
        }

        var text = string.Join(',', words);
        return SourceAddress.TryParse(text, out var source)
            ? await Change(context, Sources(context).With(normal, source), $"{normal}: {source}")
            : context.Refuse(CommandMessages.Get("SourceBadAddress", text));
    }

    private static async Task<int> Remove(CommandContext context, ParseResult parsed)
    {
        var pattern = parsed.GetRequiredValue<string>(Pattern);
        return DomainPattern.TryNormalize(pattern, out var normal) && Sources(context).All.ContainsKey(normal)
            ? await Change(context, Sources(context).Without(normal), normal)
            : context.Refuse(CommandMessages.Get("SourceUnknown", pattern));
    }

    private static Task<int> List(CommandContext context, ParseResult parsed)
    {
        var sources = Sources(context).All;
        if (context.Json)
        {
            context.WriteJson(sources.Select(s => new { Pattern = s.Key, IPv4 = s.Value.Four?.ToString(), IPv6 = s.Value.Six?.ToString(), s.Value.Name }));
            return Task.FromResult(0);
        }

        foreach (var (pattern, source) in sources)
        {
            context.Out.WriteLine($"{pattern}: {source}");
        }

        return Task.FromResult(0);
    }

    private static SourceAddresses Sources(CommandContext context) => context.Get<Settings>().Get(QueueSettings.Sources);

    private static async Task<int> Change(CommandContext context, SourceAddresses sources, string text)
    {
        var change = await context.Get<Settings>().Set(QueueSettings.Sources.Key, sources.ToString(), context.Actor, context.Cancellation);
        return context.Report(change, _ => new { Source = text }, _ => text);
    }
}
