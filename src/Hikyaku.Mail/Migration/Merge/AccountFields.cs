using System.Globalization;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.State;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>The fields of an account as texts, for a merge; of the password only a digest.</summary>
internal static class AccountFields
{
    public const string Password = "password";
    public const string Name = "name";
    public const string QuotaBytes = "quotaBytes";
    public const string QuotaMessages = "quotaMessages";
    public const string State = "state";
    public const string MayChangePassword = "mayChangePassword";
    public const string Forward = "forward";
    public const string Namespace = "namespace";
    public const string Administrator = "administrator";
    public const string Service = "service.";

    /// <summary>The services that have a field each.</summary>
    public static IEnumerable<Services> EachService { get; } =
        [Services.Smtp, Services.Imap, Services.Pop3, Services.Web, Services.ManageSieve, Services.Relay];

    /// <summary>What an account is before anyone sets anything.</summary>
    public static Dictionary<string, string> Initial { get; } = Of(new NewAccount { Address = "" }, false);

    public static Dictionary<string, string> Of(NewAccount account, bool isAdministrator) => Of(
        account.PasswordHash, account.Name.Trim(), account.QuotaBytes ?? 0, account.QuotaMessages ?? 0, account.Services, account.State,
        account.MayChangePassword, account.Forward, account.Namespace, isAdministrator);

    public static Dictionary<string, string> Of(Account account, bool isAdministrator) => Of(
        account.PasswordHash, account.Name, account.QuotaBytes, account.QuotaMessages, account.Services, account.State,
        account.MayChangePassword, account.Forward, account.Namespace, isAdministrator);

    /// <summary>The change that sets some fields as wanted; null: none of them is of the account's record.</summary>
    public static AccountChange? Change(Account known, NewAccount wanted, IReadOnlySet<string> fields)
    {
        var services = Apply(known.Services, wanted.Services, Service, fields);
        var change = new AccountChange
        {
            Name = fields.Contains(Name) ? wanted.Name : null,
            QuotaBytes = fields.Contains(QuotaBytes) ? wanted.QuotaBytes : null,
            QuotaMessages = fields.Contains(QuotaMessages) ? wanted.QuotaMessages : null,
            Services = services == known.Services ? null : services,
            State = fields.Contains(State) ? wanted.State : null,
            MayChangePassword = fields.Contains(MayChangePassword) ? wanted.MayChangePassword : null,
            Forward = fields.Contains(Forward) ? wanted.Forward : null,
            RemoveForward = fields.Contains(Forward) && wanted.Forward is null,
            Namespace = fields.Contains(Namespace) ? wanted.Namespace : null,
        };
        return change == new AccountChange() ? null : change;
    }

    /// <summary>Adds a field for each service.</summary>
    public static void AddServices(Dictionary<string, string> fields, string prefix, Services services)
    {
        foreach (var service in EachService)
        {
            fields[prefix + service] = Flag(services.HasFlag(service));
        }
    }

    /// <summary>The services with those set as wanted whose fields are named.</summary>
    public static Services Apply(Services known, Services wanted, string prefix, IReadOnlySet<string> fields)
    {
        foreach (var service in EachService.Where(service => fields.Contains(prefix + service)))
        {
            known = wanted.HasFlag(service) ? known | service : known & ~service;
        }

        return known;
    }

    private static Dictionary<string, string> Of(
        string hash, string name, long bytes, long messages, Services services, AccountState state, bool mayChangePassword, Forward? forward,
        NamespaceStyle style, bool isAdministrator)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Password] = SeenFacts.Digest(hash),
            [Name] = name,
            [QuotaBytes] = bytes.ToString(CultureInfo.InvariantCulture),
            [QuotaMessages] = messages.ToString(CultureInfo.InvariantCulture),
            [State] = state.ToString(),
            [MayChangePassword] = Flag(mayChangePassword),
            [Forward] = forward is null ? "" : $"{(forward.KeepCopy ? "copy" : "only")} {Targets(forward.Targets)}",
            [Namespace] = style.ToString(),
            [Administrator] = Flag(isAdministrator),
        };
        AddServices(fields, Service, services);
        return fields;
    }

    /// <summary>Targets as one text, whatever their order.</summary>
    public static string Targets(IEnumerable<string> targets) =>
        string.Join(' ', targets.Select(target => target.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string Flag(bool value) => value ? "yes" : "no";
}
