using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Filtering;
using Hikyaku.Mail.Lists;

using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Directory;

/// <summary>Rows of hikyaku.db as the records of Mail; the order of columns is that of the SQL files.</summary>
internal static class DirectoryRows
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    public static Domain Domain(SqliteDataReader row) => new()
    {
        Id = new DomainId(row.GetInt64(0)),
        Name = row.GetString(1),
        CatchAll = ReadCatchAll(row.GetInt32(2), row.GetString(3)),
        Limits = JsonSerializer.Deserialize<DomainLimits>(row.GetString(4), Json)!,
        DisabledServices = (Services)row.GetInt32(5),
        ReplaceHashes = row.GetBoolean(6),
        SubAddressSeparator = row.IsDBNull(7) ? null : row.GetString(7),
        IsActive = row.GetBoolean(8),
        IsLive = row.GetBoolean(9),
        AliasDomains = row.IsDBNull(10) ? [] : [.. row.GetString(10).Split(' ')],
    };

    public static Account Account(SqliteDataReader row) => new()
    {
        Id = new AccountId(row.GetInt64(0)),
        DomainId = new DomainId(row.GetInt64(1)),
        Address = row.GetString(2),
        Name = row.GetString(3),
        PasswordHash = row.GetString(4),
        QuotaBytes = row.GetInt64(5),
        QuotaMessages = row.GetInt64(6),
        Services = (Services)row.GetInt32(7),
        State = (AccountState)row.GetInt32(8),
        MayChangePassword = row.GetBoolean(9),
        Forward = row.IsDBNull(10) ? null : new Forward(Targets(row.GetString(10)), row.GetBoolean(11)),
        Namespace = (NamespaceStyle)row.GetInt32(12),
        Language = row.IsDBNull(13) ? null : row.GetString(13),
        Created = Time(row.GetInt64(14)),
        IsAdministrator = row.GetBoolean(15),
    };

    public static Alias Alias(SqliteDataReader row) =>
        new(row.GetInt64(0), new DomainId(row.GetInt64(1)), row.GetString(2), Targets(row.GetString(3)));

    public static Grant Grant(SqliteDataReader row) =>
        new(new AccountId(row.GetInt64(0)), row.IsDBNull(1) ? null : new DomainId(row.GetInt64(1)));

    public static DomainUsage Usage(SqliteDataReader row) => new(
        row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.GetInt64(5), row.GetInt64(6));

    public static AuditRecord AuditRecord(SqliteDataReader row) => new(
        row.GetInt64(0),
        Time(row.GetInt64(1)),
        new Actor(row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : IPAddress.Parse(row.GetString(4))),
        row.GetString(5),
        row.GetString(6),
        row.IsDBNull(7) ? null : row.GetString(7),
        row.IsDBNull(8) ? null : row.GetString(8));

    public static MailingList MailingList(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        DomainId = new DomainId(row.GetInt64(1)),
        Address = row.GetString(2),
        Owner = row.GetString(3),
        Options = row.GetString(4),
        Texts = JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(5))!.ToImmutableDictionary(),
    };

    public static Autoresponder Autoresponder(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        DomainId = new DomainId(row.GetInt64(1)),
        Address = row.GetString(2),
        AccountId = row.IsDBNull(3) ? null : new AccountId(row.GetInt64(3)),
        Period = TimeSpan.FromSeconds(row.GetInt64(4)),
        MaxReplies = row.GetInt32(5),
        QuotesOriginal = row.GetBoolean(6),
        IsActive = row.GetBoolean(7),
        Message = row.GetFieldValue<byte[]>(8),
    };

    public static string Text(ImmutableArray<string> targets) => JsonSerializer.Serialize(targets);

    public static string Text(DomainLimits limits) => JsonSerializer.Serialize(limits, Json);

    public static string Text(ImmutableDictionary<string, string> texts) => JsonSerializer.Serialize(texts);

    public static (int Kind, string Target) Columns(CatchAll catchAll) => catchAll switch
    {
        CatchAll.ToAddress to => (1, to.Target),
        CatchAll.ToAccount to => (2, to.Account.Value.ToString(CultureInfo.InvariantCulture)),
        CatchAll.Discard => (3, ""),
        _ => (0, ""),
    };

    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static CatchAll ReadCatchAll(int kind, string target) => kind switch
    {
        1 => new CatchAll.ToAddress(target),
        2 => new CatchAll.ToAccount(new AccountId(long.Parse(target, CultureInfo.InvariantCulture))),
        3 => new CatchAll.Discard(),
        _ => new CatchAll.None(),
    };

    private static ImmutableArray<string> Targets(string json) => JsonSerializer.Deserialize<ImmutableArray<string>>(json);
}
