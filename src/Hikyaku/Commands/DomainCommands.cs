using System.CommandLine;
using System.Globalization;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Settings;
using Directory = Hikyaku.Mail.Directory.Directory;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku domain …</c></summary>
internal static class DomainCommands
{
    private const string Name = "DOMAIN";
    private const string AliasName = "ALIAS";

    public static Command Create(ICommandRunner runner)
    {
        var yes = CommandParts.Switch("--yes", "YesOption");
        var withAccounts = CommandParts.Switch("--with-accounts", "WithAccountsOption");
        var options = new DomainOptions();
        return CommandParts.Group(
            "domain",
            "Domain",
            CommandParts.New("add", "DomainAdd", [Domain(), .. options.All]).DoesFirst(runner, (context, parsed) => Add(context, parsed, options)),
            CommandParts.New("set", "DomainSet", [Domain(), .. options.All]).Does(runner, (context, parsed) => Set(context, parsed, options)),
            CommandParts.New("list", "DomainList").Does(runner, List),
            CommandParts.New("show", "DomainShow", Domain()).Does(runner, Show),
            CommandParts.New("remove", "DomainRemove", Domain(), withAccounts, yes)
                .Does(runner, (context, parsed) => Remove(context, parsed, parsed.GetValue(withAccounts), parsed.GetValue(yes))),
            CommandParts.Group(
                "alias",
                "DomainAlias",
                CommandParts.New("add", "DomainAliasAdd", Domain(), CommandParts.Word(AliasName, "AliasDomainArgument")).Does(runner, AddAlias),
                CommandParts.New("remove", "DomainAliasRemove", CommandParts.Word(AliasName, "AliasDomainArgument")).Does(runner, RemoveAlias)));
    }

    /// <summary>The domain that was named, or null after a refusal.</summary>
    public static async ValueTask<Domain?> Find(CommandContext context, string name)
    {
        var domain = await context.Get<Directory>().FindDomain(name, context.Cancellation);
        if (domain is null)
        {
            context.Refuse(new DirectoryRefusal(DirectoryRefusalReason.UnknownDomain, name).Text(context.Culture));
        }

        return domain;
    }

    private static Argument<string> Domain() => CommandParts.Word(Name, "DomainArgument");

    private static async Task<int> Add(CommandContext context, ParseResult parsed, DomainOptions options)
    {
        var name = parsed.GetRequiredValue<string>(Name);
        var added = await context.Get<DirectoryEditor>().AddDomain(new NewDomain(name), context.Actor, context.Cancellation);
        if (added is DirectoryChange<Domain>.Done { Value: var domain })
        {
            if (await options.Read(context, parsed, domain) is not { } change || !await options.SetOldHost(context, parsed, domain))
            {
                return 1;
            }

            if (change != new DomainChange())
            {
                added = await context.Get<DirectoryEditor>().ChangeDomain(domain.Id, change, context.Actor, context.Cancellation);
            }
        }

        return context.Report(added, CommandViews.Json, done => CommandMessages.Get("DomainAdded", DomainName.ToUnicode(done.Name)));
    }

    private static async Task<int> Set(CommandContext context, ParseResult parsed, DomainOptions options)
    {
        if (options.IsEmpty(parsed))
        {
            return CommandLine.Misused(context, parsed, CommandMessages.Get("NothingToChange"));
        }

        // The old host first: mail of a domain that is not live any more must not come in between.
        if (await Find(context, parsed.GetRequiredValue<string>(Name)) is not { } domain || await options.Read(context, parsed, domain) is not { } change
            || !await options.SetOldHost(context, parsed, domain))
        {
            return 1;
        }

        var changed = await context.Get<DirectoryEditor>().ChangeDomain(domain.Id, change, context.Actor, context.Cancellation);
        if (change.IsLive == true && changed is DirectoryChange<Domain>.Done)
        {
            // What waited for the old host is for the mailboxes here now.
            await context.Get<Queue>().Retry(new QueueFilter(Domain: domain.Name), context.Cancellation);
        }

        return context.Report(changed, CommandViews.Json, done => CommandMessages.Get("DomainChanged", DomainName.ToUnicode(done.Name)));
    }

    private static async Task<int> List(CommandContext context, ParseResult parsed)
    {
        var directory = context.Get<Directory>();
        var domains = await directory.Domains(context.Cancellation);
        if (context.Json)
        {
            context.WriteJson(domains.Select(CommandViews.Json));
            return 0;
        }

        var rows = new List<IReadOnlyList<string>>();
        foreach (var domain in domains)
        {
            var usage = await directory.Read(reader => reader.Usage(domain.Id), context.Cancellation);
            rows.Add(
            [
                DomainName.ToUnicode(domain.Name), usage.Accounts.ToString(CultureInfo.InvariantCulture), usage.Aliases.ToString(CultureInfo.InvariantCulture),
                string.Join(' ', domain.AliasDomains.Select(DomainName.ToUnicode)), CommandViews.CatchAllShown(CommandViews.CatchAllText(domain.CatchAll)),
                CommandViews.YesNo(domain.IsActive), CommandViews.YesNo(domain.IsLive),
            ]);
        }

        context.WriteTable(["Name", "Accounts", "Aliases", "AliasDomains", "CatchAll", "Active", "Live"], rows);
        return 0;
    }

    private static async Task<int> Show(CommandContext context, ParseResult parsed)
    {
        if (await Find(context, parsed.GetRequiredValue<string>(Name)) is not { } domain)
        {
            return 1;
        }

        var oldHost = context.Get<Settings>().Get(QueueSettings.Routes).OfDomain(domain.Name)?.ToString();
        var view = await context.Get<Directory>().Read(reader => DomainView.Of(reader, domain, oldHost), context.Cancellation);
        if (context.Json)
        {
            context.WriteJson(view.Json());
        }
        else
        {
            view.Write(context);
        }

        return 0;
    }

    private static async Task<int> Remove(CommandContext context, ParseResult parsed, bool withAccounts, bool yes)
    {
        if (await Find(context, parsed.GetRequiredValue<string>(Name)) is not { } domain)
        {
            return 1;
        }

        if (!await context.Confirm(CommandMessages.Get("DomainRemoveQuestion", DomainName.ToUnicode(domain.Name)), yes))
        {
            return 1;
        }

        var removed = await context.Get<DirectoryEditor>().RemoveDomain(domain.Id, withAccounts, context.Actor, context.Cancellation);
        if (removed is DirectoryChange<IReadOnlyList<AccountId>>.Done done)
        {
            await AccountCommands.RemoveMail(context, done.Value);
        }

        return context.Report(
            removed,
            accounts => new { domain.Name, RemovedAccounts = accounts.Count },
            accounts => CommandMessages.Get("DomainRemoved", DomainName.ToUnicode(domain.Name), accounts.Count));
    }

    private static async Task<int> AddAlias(CommandContext context, ParseResult parsed)
    {
        if (await Find(context, parsed.GetRequiredValue<string>(Name)) is not { } domain)
        {
            return 1;
        }

        var alias = parsed.GetRequiredValue<string>(AliasName);
        return context.Report(
            await context.Get<DirectoryEditor>().AddAliasDomain(domain.Id, alias, context.Actor, context.Cancellation),
            CommandViews.Json,
            done => CommandMessages.Get("DomainAliasAdded", alias, DomainName.ToUnicode(done.Name)));
    }

    private static async Task<int> RemoveAlias(CommandContext context, ParseResult parsed)
    {
        var alias = parsed.GetRequiredValue<string>(AliasName);
        var removed = await context.Get<DirectoryEditor>().RemoveAliasDomain(alias, context.Actor, context.Cancellation);
        if (removed is DirectoryChange<Domain>.Refused { Refusal.Reason: DirectoryRefusalReason.UnknownDomain })
        {
            return context.Refuse(CommandMessages.Get("DomainAliasUnknown", alias));
        }

        return context.Report(
            removed,
            CommandViews.Json,
            done => CommandMessages.Get("DomainAliasRemoved", alias, DomainName.ToUnicode(done.Name)));
    }
}
