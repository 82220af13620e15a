using System.CommandLine;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Directory = Hikyaku.Mail.Directory.Directory;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku account …</c></summary>
internal static class AccountCommands
{
    private const string Address = "ADDRESS";

    public static Command Create(ICommandRunner runner)
    {
        var domain = CommandParts.Text("--domain", "OnlyDomainOption");
        var yes = CommandParts.Switch("--yes", "YesOption");
        var add = new AccountOptions();
        var set = new AccountOptions();
        return CommandParts.Group(
            "account",
            "Account",
            CommandParts.New("add", "AccountAdd", [Word(), .. add.ForAdd]).Does(runner, (context, parsed) => Add(context, parsed, add)),
            CommandParts.New("set", "AccountSet", [Word(), .. set.ForSet]).Does(runner, (context, parsed) => Set(context, parsed, set)),
            CommandParts.New("list", "AccountList", domain).Does(runner, (context, parsed) => List(context, parsed.GetValue(domain))),
            CommandParts.New("show", "AccountShow", Word()).Does(runner, Show),
            CommandParts.New("remove", "AccountRemove", Word(), yes).Does(runner, (context, parsed) => Remove(context, parsed, parsed.GetValue(yes))));
    }

    /// <summary>The account that was named, or null after a refusal.</summary>
    public static async ValueTask<Account?> Find(CommandContext context, string name)
    {
        var account = await context.Get<Directory>().FindSignInName(name, context.Cancellation);
        if (account is null)
        {
            context.Refuse(new DirectoryRefusal(DirectoryRefusalReason.UnknownAccount, name).Text(context.Culture));
        }

        return account;
    }

    /// <summary>Removes the mail of accounts that are gone.</summary>
    public static async ValueTask RemoveMail(CommandContext context, IReadOnlyList<AccountId> accounts)
    {
        foreach (var account in accounts)
        {
            await context.Get<Mailstore>().Remove(account, context.Cancellation);
        }
    }

    private static Argument<string> Word() => CommandParts.Word(Address, "AddressArgument");

    private static async Task<int> Add(CommandContext context, ParseResult parsed, AccountOptions options)
    {
        if (options.Problem(parsed, null) is { } problem)
        {
            return CommandLine.Misused(context, parsed, problem);
        }

        var address = parsed.GetRequiredValue<string>(Address);
        if (options.IsHashOnInput(parsed))
        {
            return await PasswordHashInput.Read(context) is { } hash
                ? context.Report(
                    await context.Get<DirectoryEditor>().AddAccount(options.ReadNew(parsed, address) with { PasswordHash = hash }, context.Actor, context.Cancellation),
                    CommandViews.Json,
                    account => CommandMessages.Get("AccountAdded", account.Address))
                : 1;
        }

        if (await NewPasswordPrompt.Read(context, options.IsPasswordOnInput(parsed), mayGenerate: true) is not { } password)
        {
            return 1;
        }

        var added = await context.Get<DirectoryEditor>().AddAccount(
            options.ReadNew(parsed, address) with { Password = password.Text }, context.Actor, context.Cancellation);
        return context.Report(
            added,
            account => password.IsGenerated ? new { Account = CommandViews.Json(account), Password = password.Text } : CommandViews.Json(account),
            account => password.IsGenerated
                ? CommandMessages.Get("AccountAddedWithPassword", account.Address, password.Text)
                : CommandMessages.Get("AccountAdded", account.Address));
    }

    private static async Task<int> Set(CommandContext context, ParseResult parsed, AccountOptions options)
    {
        if (await Find(context, parsed.GetRequiredValue<string>(Address)) is not { } account)
        {
            return 1;
        }

        if (options.Problem(parsed, account) is { } problem)
        {
            return CommandLine.Misused(context, parsed, problem);
        }

        var editor = context.Get<DirectoryEditor>();
        DirectoryChange<Account> changed = account;
        if (options.ReadChange(parsed, account) is var change && change != new AccountChange())
        {
            changed = await editor.ChangeAccount(account.Id, change, context.Actor, context.Cancellation);
        }

        if (changed is DirectoryChange<Account>.Done && options.IsHashOnInput(parsed))
        {
            if (await PasswordHashInput.Read(context) is not { } hash)
            {
                return 1;
            }

            changed = await editor.SetPasswordHash(account.Id, hash, context.Actor, context.Cancellation);
        }

        if (changed is DirectoryChange<Account>.Done && options.IsPasswordAsked(parsed))
        {
            if (await NewPasswordPrompt.Read(context, options.IsPasswordOnInput(parsed), mayGenerate: false) is not { } password)
            {
                return 1;
            }

            changed = await editor.SetPassword(account.Id, password.Text, context.Actor, context.Cancellation);
        }

        return context.Report(changed, CommandViews.Json, done => CommandMessages.Get("AccountChanged", done.Address));
    }

    private static async Task<int> List(CommandContext context, string? domainName)
    {
        Domain? domain = null;
        if (domainName is not null)
        {
            domain = await DomainCommands.Find(context, domainName);
            if (domain is null)
            {
                return 1;
            }
        }

        var accounts = new List<Account>();
        await foreach (var account in context.Get<Directory>().Accounts(domain?.Id, context.Cancellation))
        {
            accounts.Add(account);
        }

        if (context.Json)
        {
            context.WriteJson(accounts.Select(CommandViews.Json));
            return 0;
        }

        context.WriteTable(
            ["Address", "Name", "Quota", "Services", "State", "Forward"],
            accounts.Select(account => (IReadOnlyList<string>)
            [
                account.Address, account.Name, CommandViews.Quota(account.QuotaBytes, true), string.Join(' ', CommandParts.Names(account.Services)),
                CommandViews.StateShown(account.State), CommandViews.ForwardText(account.Forward),
            ]));
        return 0;
    }

    private static async Task<int> Show(CommandContext context, ParseResult parsed)
    {
        if (await Find(context, parsed.GetRequiredValue<string>(Address)) is not { } account)
        {
            return 1;
        }

        var used = (await context.Get<Mailstore>().Open(account.Id, context.Cancellation)).Usage;
        var view = await context.Get<Directory>().Read(reader => AccountView.Of(reader, account, used), context.Cancellation);
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

    private static async Task<int> Remove(CommandContext context, ParseResult parsed, bool yes)
    {
        if (await Find(context, parsed.GetRequiredValue<string>(Address)) is not { } account
            || !await context.Confirm(CommandMessages.Get("AccountRemoveQuestion", account.Address), yes))
        {
            return 1;
        }

        var removed = await context.Get<DirectoryEditor>().RemoveAccount(account.Id, context.Actor, context.Cancellation);
        if (removed is DirectoryChange<Account>.Done)
        {
            await RemoveMail(context, [account.Id]);
        }

        return context.Report(removed, CommandViews.Json, done => CommandMessages.Get("AccountRemoved", done.Address));
    }
}
