using System.Globalization;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>The limits and switches of a domain as texts, for a merge.</summary>
internal static class DomainFields
{
    /// <summary>The start of the fields of services that nobody in the domain has.</summary>
    public const string Disabled = "disabled.";

    /// <summary>What a domain is before anyone sets anything.</summary>
    public static Dictionary<string, string> Initial { get; } = Of(DomainLimits.Unlimited, Services.None);

    public static Dictionary<string, string> Of(DomainLimits limits, Services disabled)
    {
        var fields = Limits(limits).ToDictionary(
            limit => limit.Field, limit => limit.Value?.ToString(CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal);
        AccountFields.AddServices(fields, Disabled, disabled);
        return fields;
    }

    /// <summary>The limits by the names of their fields.</summary>
    public static IEnumerable<(string Field, long? Value)> Limits(DomainLimits limits) =>
    [
        (nameof(limits.Accounts), limits.Accounts),
        (nameof(limits.Aliases), limits.Aliases),
        (nameof(limits.Forwards), limits.Forwards),
        (nameof(limits.Autoresponders), limits.Autoresponders),
        (nameof(limits.MailingLists), limits.MailingLists),
        (nameof(limits.QuotaBytes), limits.QuotaBytes),
        (nameof(limits.QuotaMessages), limits.QuotaMessages),
        (nameof(limits.DefaultQuotaBytes), limits.DefaultQuotaBytes),
        (nameof(limits.DefaultQuotaMessages), limits.DefaultQuotaMessages),
    ];

    /// <summary>The limits with those set as wanted whose fields are named.</summary>
    public static DomainLimits Apply(DomainLimits known, DomainLimits wanted, IReadOnlySet<string> fields) => new()
    {
        Accounts = fields.Contains(nameof(known.Accounts)) ? wanted.Accounts : known.Accounts,
        Aliases = fields.Contains(nameof(known.Aliases)) ? wanted.Aliases : known.Aliases,
        Forwards = fields.Contains(nameof(known.Forwards)) ? wanted.Forwards : known.Forwards,
        Autoresponders = fields.Contains(nameof(known.Autoresponders)) ? wanted.Autoresponders : known.Autoresponders,
        MailingLists = fields.Contains(nameof(known.MailingLists)) ? wanted.MailingLists : known.MailingLists,
        QuotaBytes = fields.Contains(nameof(known.QuotaBytes)) ? wanted.QuotaBytes : known.QuotaBytes,
        QuotaMessages = fields.Contains(nameof(known.QuotaMessages)) ? wanted.QuotaMessages : known.QuotaMessages,
        DefaultQuotaBytes = fields.Contains(nameof(known.DefaultQuotaBytes)) ? wanted.DefaultQuotaBytes : known.DefaultQuotaBytes,
        DefaultQuotaMessages = fields.Contains(nameof(known.DefaultQuotaMessages)) ? wanted.DefaultQuotaMessages : known.DefaultQuotaMessages,
    };
}
