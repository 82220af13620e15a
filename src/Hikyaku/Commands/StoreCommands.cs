using System.CommandLine;
using System.Globalization;
using Hikyaku.Mail.Store;
using Directory = Hikyaku.Mail.Directory.Directory;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku store …</c></summary>
internal static class StoreCommands
{
    private const string Address = "ADDRESS";

    public static Command Create(ICommandRunner runner)
    {
        var repair = CommandParts.Switch("--repair", "RepairOption");
        var quick = CommandParts.Switch("--quick", "StoreQuickOption");
        var only = CommandParts.Word(Address, "StoreVerifyArgument");
        only.Arity = ArgumentArity.ZeroOrOne;
        return CommandParts.Group(
            "store",
            "Store",
            CommandParts.New("verify", "StoreVerify", only, repair, quick)
                .Does(runner, (context, parsed) => Verify(context, parsed.GetValue(only), parsed.GetValue(repair), parsed.GetValue(quick))),
            CommandParts.New("rebuild", "StoreRebuild", CommandParts.Word(Address, "StoreAccountArgument"))
                .Does(runner, (context, parsed) => Rebuild(context, parsed.GetRequiredValue<string>(Address))));
    }

    private static async Task<int> Verify(CommandContext context, string? address, bool repair, bool isQuick)
    {
        var check = context.Get<StoreCheck>();
        var accounts = check.Accounts();
        if (address is not null)
        {
            if (await Find(context, address) is not { } account)
            {
                return context.Refuse(CommandMessages.Get("StoreNoAccount", address));
            }

            accounts = [.. accounts.Where(id => id == account.Id)];
        }

        var problems = new List<StoreProblem>();
        foreach (var id in accounts)
        {
            problems.AddRange(await check.Check(id, repair, isQuick, context.Cancellation));
        }

        await Write(context, accounts.Count, problems);
        return problems.TrueForAll(p => p.IsRepaired) ? 0 : 1;
    }

    private static async Task Write(CommandContext context, int accounts, List<StoreProblem> problems)
    {
        if (context.Json)
        {
            context.WriteJson(new { accounts, problems = problems.Select(Json) });
        }
        else
        {
            if (problems.Count > 0)
            {
                context.WriteTable(["StoreOwner", "Problem", "Mailbox", "Uid", "Detail", "Repaired"], await Rows(context, problems));
            }

            await context.Out.WriteLineAsync(CommandMessages.Get("StoreVerified", accounts, problems.Count, problems.Count(p => p.IsRepaired)));
        }
    }

    private static async Task<int> Rebuild(CommandContext context, string address)
    {
        if (await Find(context, address) is not { } account)
        {
            return context.Refuse(CommandMessages.Get("StoreNoAccount", address));
        }

        await context.Get<Mailstore>().Rebuild(account.Id, context.Cancellation);
        if (context.Json)
        {
            context.WriteJson(new { account.Address });
        }
        else
        {
            await context.Out.WriteLineAsync(CommandMessages.Get("StoreRebuilt", account.Address));
        }

        return 0;
    }

    private static ValueTask<Mail.Directory.Account?> Find(CommandContext context, string address) =>
        context.Get<Directory>().FindAccount(address.ToLowerInvariant(), context.Cancellation);

    private static async Task<List<IReadOnlyList<string>>> Rows(CommandContext context, List<StoreProblem> problems)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var problem in problems)
        {
            var account = await context.Get<Directory>().GetAccount(problem.Account, context.Cancellation);
            rows.Add(
            [
                account?.Address ?? problem.Account.Value.ToString(CultureInfo.InvariantCulture),
                CommandMessages.Get("Store" + problem.Kind),
                problem.Mailbox,
                problem.Uid == 0 ? "" : problem.Uid.ToString(CultureInfo.InvariantCulture),
                problem.Detail,
                problem.IsRepaired ? "+" : "",
            ]);
        }

        return rows;
    }

    private static object Json(StoreProblem problem) => new
    {
        account = problem.Account.Value,
        kind = problem.Kind,
        mailbox = problem.Mailbox,
        uid = problem.Uid,
        detail = problem.Detail,
        repaired = problem.IsRepaired,
    };
}
