using System.CommandLine;
using Hikyaku.Mail.Directory;
using Directory = Hikyaku.Mail.Directory.Directory;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku alias …</c></summary>
internal static class AliasCommands
{
    private const string Address = "ADDRESS";

    public static Command Create(ICommandRunner runner)
    {
        var domain = CommandParts.Text("--domain", "OnlyDomainOption");
        var discard = CommandParts.Switch("--discard", "DiscardOption");
        var targets = new Argument<string[]>("TARGET") { Description = CommandMessages.Get("TargetArgument"), Arity = ArgumentArity.ZeroOrMore };
        var newTargets = new Argument<string[]>("TARGET") { Description = CommandMessages.Get("TargetArgument"), Arity = ArgumentArity.OneOrMore };
        var add = CommandParts.New("add", "AliasAdd", Word(), targets, discard);
        add.Validators.Add(result =>
        {
            if (result.GetValue(targets) is null or [] != result.GetValue(discard))
            {
                result.AddError(CommandMessages.Get("TargetOrDiscard"));
            }
        });
        return CommandParts.Group(
            "alias",
            "Alias",
            add.Does(runner, (context, parsed) => Add(context, parsed, parsed.GetValue(targets) ?? [])),
            CommandParts.New("set", "AliasSet", Word(), newTargets).Does(runner, (context, parsed) => Set(context, parsed, parsed.GetRequiredValue(newTargets))),
            CommandParts.New("list", "AliasList", domain).Does(runner, (context, parsed) => List(context, parsed.GetValue(domain))),
            CommandParts.New("remove", "AliasRemove", Word()).Does(runner, Remove));
    }

    private static Argument<string> Word() => CommandParts.Word(Address, "AliasArgument");

    private static async Task<int> Add(CommandContext context, ParseResult parsed, string[] targets) => context.Report(
        await context.Get<DirectoryEditor>().AddAlias(parsed.GetRequiredValue<string>(Address), targets, context.Actor, context.Cancellation),
        CommandViews.Json,
        alias => CommandMessages.Get("AliasAdded", alias.Address, Text(alias)));

    private static async Task<int> Set(CommandContext context, ParseResult parsed, string[] targets) => context.Report(
        await context.Get<DirectoryEditor>().ChangeAlias(parsed.GetRequiredValue<string>(Address), targets, context.Actor, context.Cancellation),
        CommandViews.Json,
        alias => CommandMessages.Get("AliasChanged", alias.Address, Text(alias)));

    private static async Task<int> List(CommandContext context, string? domainName)
    {
        var domain = domainName is null ? null : await DomainCommands.Find(context, domainName);
        if (domain is null && domainName is not null)
        {
            return 1;
        }

        var aliases = new List<Alias>();
        await foreach (var alias in context.Get<Directory>().Aliases(domain?.Id, context.Cancellation))
        {
            aliases.Add(alias);
        }

        if (context.Json)
        {
            context.WriteJson(aliases.Select(CommandViews.Json));
        }
        else
        {
            context.WriteTable(["Address", "Targets"], aliases.Select(alias => (IReadOnlyList<string>)[alias.Address, Text(alias)]));
        }

        return 0;
    }

    private static async Task<int> Remove(CommandContext context, ParseResult parsed) => context.Report(
        await context.Get<DirectoryEditor>().RemoveAlias(parsed.GetRequiredValue<string>(Address), context.Actor, context.Cancellation),
        CommandViews.Json,
        alias => CommandMessages.Get("AliasRemoved", alias.Address));

    private static string Text(Alias alias) => alias.Targets.IsEmpty ? "discard" : string.Join(", ", alias.Targets);
}
