using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Filtering;
using Hikyaku.Mail.Lists;

namespace Hikyaku.Mail.Directory;

/// <summary>States as JSON for audit records: readable names, no password hashes, no message texts.</summary>
internal static class AuditJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(string value) => JsonSerializer.Serialize(value, Options);

    public static string Of(Domain domain) => JsonSerializer.Serialize(
        new
        {
            domain.Name,
            CatchAll = Text(domain.CatchAll),
            domain.Limits,
            domain.DisabledServices,
            domain.ReplaceHashes,
            domain.SubAddressSeparator,
            domain.IsActive,
            domain.IsLive,
            domain.AliasDomains,
        },
        Options);

    public static string Of(Account account) => JsonSerializer.Serialize(
        new
        {
            account.Address,
            account.Name,
            HasPassword = account.PasswordHash.Length > 0,
            account.QuotaBytes,
            account.QuotaMessages,
            account.Services,
            account.State,
            account.MayChangePassword,
            account.Forward,
            account.Namespace,
            account.Language,
            account.IsAdministrator,
        },
        Options);

    public static string Of(ImmutableArray<string> targets) => JsonSerializer.Serialize(targets, Options);

    public static string Of(MailingList list, int members) =>
        JsonSerializer.Serialize(new { list.Address, list.Owner, Members = members, list.Options }, Options);

    public static string Of(Autoresponder autoresponder) => JsonSerializer.Serialize(
        new { autoresponder.Address, autoresponder.Period, autoresponder.MaxReplies, autoresponder.IsActive, Octets = autoresponder.Message.Length }, Options);

    public static string Text(CatchAll catchAll) => catchAll switch
    {
        CatchAll.ToAddress to => to.Target,
        CatchAll.ToAccount to => $"account {to.Account.Value}",
        CatchAll.Discard => "discard",
        _ => "refuse",
    };

    public static string Subject(Domain domain) => DomainName.ToUnicode(domain.Name);
}
