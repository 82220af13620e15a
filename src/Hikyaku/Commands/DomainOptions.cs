using System.CommandLine;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Settings;
using Directory = Hikyaku.Mail.Directory.Directory;

namespace Hikyaku.Commands;

/// <summary>The options that change a domain.</summary>
internal sealed class DomainOptions
{
    private readonly Option<string?> _catchAll = CommandParts.Text("--catch-all", "CatchAllOption");
    private readonly Option<YesNo?> _live = CommandParts.YesNo("--live", "LiveOption");
    private readonly Option<string?> _oldHost = CommandParts.Text("--old-host", "OldHostOption");
    private readonly Option<YesNo?> _active = CommandParts.YesNo("--active", "ActiveOption");
    private readonly Option<YesNo?> _replaceHashes = CommandParts.YesNo("--replace-hashes", "ReplaceHashesOption");
    private readonly Option<string?> _separator = CommandParts.Text("--sub-address", "SubAddressOption");
    private readonly Option<Services?> _disable = CommandParts.ServiceList("--disable", "DisableOption");
    private readonly Option<long?> _accounts = CommandParts.CountLimit("--max-accounts", "MaxAccountsOption");
    private readonly Option<long?> _aliases = CommandParts.CountLimit("--max-aliases", "MaxAliasesOption");
    private readonly Option<long?> _forwards = CommandParts.CountLimit("--max-forwards", "MaxForwardsOption");
    private readonly Option<long?> _autoresponders = CommandParts.CountLimit("--max-autoresponders", "MaxAutorespondersOption");
    private readonly Option<long?> _lists = CommandParts.CountLimit("--max-lists", "MaxListsOption");
    private readonly Option<long?> _quota = CommandParts.SizeLimit("--max-quota", "MaxQuotaOption");
    private readonly Option<long?> _quotaMessages = CommandParts.CountLimit("--max-quota-messages", "MaxQuotaMessagesOption");
    private readonly Option<long?> _defaultQuota = CommandParts.SizeLimit("--default-quota", "DefaultQuotaOption");
    private readonly Option<long?> _defaultQuotaMessages = CommandParts.CountLimit("--default-quota-messages", "DefaultQuotaMessagesOption");

    public Symbol[] All =>
    [
        _catchAll, _live, _oldHost, _active, _replaceHashes, _separator, _disable, _accounts, _aliases, _forwards, _autoresponders, _lists, _quota,
        _quotaMessages, _defaultQuota, _defaultQuotaMessages,
    ];

    /// <summary>Whether no option was given.</summary>
    public bool IsEmpty(ParseResult parsed) => !All.OfType<Option>().Any(parsed.IsGiven);

    /// <summary>Sets or takes away the route to the old host, where that was asked for; false after a refusal.</summary>
    public async ValueTask<bool> SetOldHost(CommandContext context, ParseResult parsed, Domain domain)
    {
        if (parsed.GetValue(_oldHost) is not { } text)
        {
            return true;
        }

        var routes = context.Get<Settings>().Get(QueueSettings.Routes);
        if (text == "none")
        {
            return await RouteCommands.Save(context, routes.Without(domain.Name));
        }

        if (RemoteRoute.TryParse(text, out var route))
        {
            return await RouteCommands.Save(context, routes.With(domain.Name, route));
        }

        context.Refuse(CommandMessages.Get("RouteBadUrl", RouteCommands.WithoutPassword(text)));
        return false;
    }

    /// <summary>What was asked for, or null after a refusal.</summary>
    public async ValueTask<DomainChange?> Read(CommandContext context, ParseResult parsed, Domain domain)
    {
        var change = new DomainChange
        {
            IsLive = parsed.Flag(_live),
            IsActive = parsed.Flag(_active),
            ReplaceHashes = parsed.Flag(_replaceHashes),
            DisabledServices = parsed.GetValue(_disable),
            SubAddressSeparator = parsed.GetValue(_separator) is "none" ? "" : parsed.GetValue(_separator),
            Limits = Limits(parsed, domain.Limits) is var limits && limits != domain.Limits ? limits : null,
        };
        return parsed.GetValue(_catchAll) is { } word ? change with { CatchAll = await CatchAllOf(context, word) } : change;
    }

    private static async ValueTask<CatchAll> CatchAllOf(CommandContext context, string word) => word.ToUpperInvariant() switch
    {
        "REFUSE" or "NONE" => new CatchAll.None(),
        "DISCARD" => new CatchAll.Discard(),
        _ => await context.Get<Directory>().FindSignInName(word, context.Cancellation) is { } account && word.Contains('@')
            ? new CatchAll.ToAccount(account.Id)
            : new CatchAll.ToAddress(word),
    };

    private DomainLimits Limits(ParseResult parsed, DomainLimits before) => new()
    {
        Accounts = (int?)Pick(parsed.GetValue(_accounts), before.Accounts),
        Aliases = (int?)Pick(parsed.GetValue(_aliases), before.Aliases),
        Forwards = (int?)Pick(parsed.GetValue(_forwards), before.Forwards),
        Autoresponders = (int?)Pick(parsed.GetValue(_autoresponders), before.Autoresponders),
        MailingLists = (int?)Pick(parsed.GetValue(_lists), before.MailingLists),
        QuotaBytes = Pick(parsed.GetValue(_quota), before.QuotaBytes),
        QuotaMessages = Pick(parsed.GetValue(_quotaMessages), before.QuotaMessages),
        DefaultQuotaBytes = Pick(parsed.GetValue(_defaultQuota), before.DefaultQuotaBytes),
        DefaultQuotaMessages = Pick(parsed.GetValue(_defaultQuotaMessages), before.DefaultQuotaMessages),
    };

    private static long? Pick(long? given, long? before) => given is null ? before : given == CommandParts.NoLimit ? null : given;
}
