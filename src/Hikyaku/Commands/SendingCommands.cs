using System.CommandLine;
using System.Globalization;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Sending;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Commands;

/// <summary><c>hikyaku sending …</c></summary>
internal static class SendingCommands
{
    internal const string Who = "WHO";
    private const string Address = "ADDRESS";

    public static Command Create(ICommandRunner runner)
    {
        var limits = SendingLimits.Known.Select(known => new Option<string?>("--" + known.Name) { Description = CommandMessages.Get("SendingLimitOption", known.Name), HelpName = "NUMBER|none" }).ToArray();
        var watch = CommandParts.YesNo("--watch", "SendingWatchOption");
        return CommandParts.Group(
            "sending",
            "Sending",
            CommandParts.New("list", "SendingList").Does(runner, List),
            CommandParts.New("show", "SendingShow", CommandParts.Word(Address, "AddressArgument")).Does(runner, Show),
            CommandParts.New("set", "SendingSet", [CommandParts.Word(Who, "SendingWhoArgument"), .. limits, watch])
                .DoesFirst(runner, (context, parsed) => Set(context, parsed, [.. limits.Select(parsed.GetValue)], parsed.Flag(watch))),
            CommandParts.New("reset", "SendingReset", CommandParts.Word(Who, "SendingWhoArgument")).Does(runner, Reset),
            CommandParts.New("held", "SendingHeld").Does(runner, Held),
            CommandParts.New("hold", "SendingHold", CommandParts.Word(Address, "AddressArgument")).Does(runner, Hold),
            CommandParts.New("release", "SendingRelease", CommandParts.Word(Address, "AddressArgument")).Does(runner, Release),
            OtherSenderCommands.Create(runner));
    }

    private static Task<int> List(CommandContext context, ParseResult parsed)
    {
        var rules = context.Get<Settings>().Get(SendingSettings.Limits).All;
        if (context.Json)
        {
            context.WriteJson(rules.Select(rule => Json(rule.Key, rule.Value)));
            return Task.FromResult(0);
        }

        foreach (var (who, limits) in rules)
        {
            context.Out.WriteLine(Text(who, limits));
        }

        return Task.FromResult(0);
    }

    private static async Task<int> Show(CommandContext context, ParseResult parsed)
    {
        if (await AccountCommands.Find(context, parsed.GetRequiredValue<string>(Address)) is not { } account)
        {
            return 1;
        }

        var watch = context.Get<SendingWatch>();
        var limits = watch.LimitsOf(account);
        var sums = new List<(string Name, int Sum, int Limit)>();
        for (var i = 0; i < SendingLimits.Known.Length; i++)
        {
            var (name, kind, hours) = SendingLimits.Known[i];
            sums.Add((name, await watch.Sum(account.Id, kind, hours, context.Cancellation), limits.Values[i] ?? 0));
        }

        var held = (await watch.Held(context.Cancellation)).FirstOrDefault(one => one.Account == account.Id);
        if (context.Json)
        {
            context.WriteJson(new { account.Address, Sent = sums.Select(sum => new { sum.Name, sum.Sum, sum.Limit }), Held = held is null ? null : Json(account.Address, held) });
            return 0;
        }

        foreach (var (name, sum, limit) in sums)
        {
            context.Out.WriteLine(CommandMessages.Get("SendingSum", name, sum, limit == 0 ? CommandMessages.Get("SendingNoLimit") : limit));
        }

        if (held is not null)
        {
            context.Out.WriteLine(Text(account.Address, held));
        }

        return 0;
    }

    private static async Task<int> Set(CommandContext context, ParseResult parsed, string?[] values, bool? watch)
    {
        if (!SendingRules.TryNormalize(parsed.GetRequiredValue<string>(Who), out var who))
        {
            return context.Refuse(CommandMessages.Get("SendingBadWho", parsed.GetRequiredValue<string>(Who)));
        }

        var settings = context.Get<Settings>();
        var rules = settings.Get(SendingSettings.Limits);
        var limits = rules.All.GetValueOrDefault(who, SendingLimits.None);
        limits = limits with { IsWatched = watch ?? limits.IsWatched };
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value)
            {
                continue;
            }

            if (!TryRead(value, out var limit))
            {
                return context.Refuse(CommandMessages.Get("SendingBadLimit", value, SendingLimits.Most));
            }

            limits = limits.With(i, limit);
        }

        if (watch is null && values.All(value => value is null))
        {
            context.Refuse(CommandMessages.Get("SendingNothing"));
            return CommandLine.WrongUsage;
        }

        var change = await settings.Set(SendingSettings.Limits.Key, rules.With(who, limits).ToString(), context.Actor, context.Cancellation);
        return context.Report(change, _ => Json(who, limits), _ => Text(who, limits));
    }

    private static bool TryRead(string text, out int limit)
    {
        limit = 0;
        return text.Equals("none", StringComparison.OrdinalIgnoreCase)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit <= SendingLimits.Most);
    }

    private static async Task<int> Reset(CommandContext context, ParseResult parsed)
    {
        var settings = context.Get<Settings>();
        var rules = settings.Get(SendingSettings.Limits);
        if (!SendingRules.TryNormalize(parsed.GetRequiredValue<string>(Who), out var who) || !rules.All.ContainsKey(who))
        {
            return context.Refuse(CommandMessages.Get("SendingBadWho", parsed.GetRequiredValue<string>(Who)));
        }

        var change = await settings.Set(SendingSettings.Limits.Key, rules.With(who, null).ToString(), context.Actor, context.Cancellation);
        return context.Report(change, _ => Json(who, SendingLimits.None), _ => Text(who, SendingLimits.None));
    }

    private static async Task<int> Held(CommandContext context, ParseResult parsed)
    {
        var all = await context.Get<SendingWatch>().Held(context.Cancellation);
        var named = new List<(string Address, HeldAccount Held)>();
        foreach (var held in all)
        {
            var account = await context.Get<Hikyaku.Mail.Directory.Directory>().GetAccount(held.Account, context.Cancellation);
            named.Add((account?.Address ?? held.Account.Value.ToString(CultureInfo.InvariantCulture), held));
        }

        if (context.Json)
        {
            context.WriteJson(named.Select(one => Json(one.Address, one.Held)));
            return 0;
        }

        foreach (var (address, held) in named)
        {
            context.Out.WriteLine(Text(address, held));
        }

        return 0;
    }

    private static Task<int> Hold(CommandContext context, ParseResult parsed) => OfAccount(context, parsed, async account =>
        await context.Get<SendingWatch>().Hold(account, null, 0, context.Actor, context.Cancellation)
            ? Done(context, account, 0, CommandMessages.Get("SendingHeldDone", account.Address))
            : context.Refuse(CommandMessages.Get("SendingIsHeld", account.Address)));

    private static Task<int> Release(CommandContext context, ParseResult parsed) => OfAccount(context, parsed, async account =>
        await context.Get<SendingWatch>().Release(account, context.Actor, context.Cancellation) is { } count
            ? Done(context, account, count, CommandMessages.Get("SendingReleased", account.Address, count))
            : context.Refuse(CommandMessages.Get("SendingNotHeld", account.Address)));

    private static async Task<int> OfAccount(CommandContext context, ParseResult parsed, Func<Account, Task<int>> work) =>
        await AccountCommands.Find(context, parsed.GetRequiredValue<string>(Address)) is { } account ? await work(account) : 1;

    private static int Done(CommandContext context, Account account, int recipients, string text)
    {
        if (context.Json)
        {
            context.WriteJson(new { account.Address, Recipients = recipients });
        }
        else
        {
            context.Out.WriteLine(text);
        }

        return 0;
    }

    private static object Json(string who, SendingLimits limits) => new
    {
        Who = who,
        Limits = SendingLimits.Known.Select((known, i) => (known.Name, Value: limits.Values[i])).Where(limit => limit.Value is not null).ToDictionary(limit => limit.Name, limit => limit.Value),
        Watch = limits.IsWatched,
    };

    private static object Json(string address, HeldAccount held) => new { Address = address, held.Since, held.Cause, held.Count };

    private static string Cause(SentKind? cause) => cause switch
    {
        SentKind.NewRecipients => "SendingNewRecipients",
        SentKind.Refusals => "SendingRefusals",
        SentKind.NewNetworks => "SendingNewNetworks",
        _ => "SendingByHand",
    };

    private static string Text(string who, SendingLimits limits) => $"{who}  {limits.ToString().Replace(",", "  ", StringComparison.Ordinal)}";

    private static string Text(string address, HeldAccount held) => CommandMessages.Get(
        "SendingHeldLine",
        address,
        held.Since.UtcDateTime.ToString("u", CultureInfo.InvariantCulture),
        CommandMessages.Get(Cause(held.Cause), held.Count));
}
