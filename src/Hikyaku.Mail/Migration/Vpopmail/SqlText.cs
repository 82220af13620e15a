using System.Globalization;
using System.Text;
using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>vpopmail's tables as statements.</summary>
internal sealed class SqlText
{
    private readonly StringBuilder _text = new StringBuilder("SET NAMES utf8mb4;\n")
        .Append("CREATE TABLE vpopmail (pw_name VARCHAR(64) NOT NULL, pw_domain VARCHAR(96) NOT NULL, pw_passwd VARCHAR(255), pw_uid INT, pw_gid INT, ")
        .Append("pw_gecos VARCHAR(255), pw_dir VARCHAR(255), pw_shell VARCHAR(64), PRIMARY KEY (pw_name, pw_domain)) CHARACTER SET utf8mb4;\n")
        .Append("CREATE TABLE limits (domain VARCHAR(96) PRIMARY KEY, maxpopaccounts INT DEFAULT -1, maxaliases INT DEFAULT -1, maxforwards INT DEFAULT -1, ")
        .Append("maxautoresponders INT DEFAULT -1, maxmailinglists INT DEFAULT -1, diskquota BIGINT DEFAULT 0, maxmsgcount BIGINT DEFAULT 0, ")
        .Append("defaultquota BIGINT DEFAULT 0, defaultmaxmsgcount BIGINT DEFAULT 0, disable_pop TINYINT DEFAULT 0, disable_imap TINYINT DEFAULT 0, ")
        .Append("disable_webmail TINYINT DEFAULT 0, disable_smtp TINYINT DEFAULT 0, disable_relay TINYINT DEFAULT 0);\n");

    /// <summary>Adds an account.</summary>
    public void User(VpopmailUser user)
    {
        string[] values = [user.Name, user.Domain, user.Hash, "1", Number((int)user.Flags), user.Gecos, user.Directory, user.Quota];
        Insert("vpopmail", ["pw_name", "pw_domain", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"], values);
    }

    /// <summary>Adds a domain's limits.</summary>
    public void Limits(Domain domain)
    {
        var limits = domain.Limits;
        Insert(
            "limits",
            ["domain", "maxpopaccounts", "maxaliases", "maxforwards", "maxautoresponders", "maxmailinglists", "diskquota", "maxmsgcount", "defaultquota",
             "defaultmaxmsgcount", "disable_pop", "disable_imap", "disable_webmail", "disable_smtp", "disable_relay"],
            [domain.Name, Number(limits.Accounts ?? -1), Number(limits.Aliases ?? -1), Number(limits.Forwards ?? -1), Number(limits.Autoresponders ?? -1),
             Number(limits.MailingLists ?? -1), Number((limits.QuotaBytes ?? 0) >> 20), Number(limits.QuotaMessages ?? 0), Number(limits.DefaultQuotaBytes ?? 0),
             Number(limits.DefaultQuotaMessages ?? 0), Flag(domain, Services.Pop3), Flag(domain, Services.Imap), Flag(domain, Services.Web),
             Flag(domain, Services.Smtp), Flag(domain, Services.Relay)]);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static string Flag(Domain domain, Services service) => domain.DisabledServices.HasFlag(service) ? "1" : "0";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Insert(string table, string[] columns, string[] values) => _text.Append(
        CultureInfo.InvariantCulture, $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", values.Select(Quote))});\n");

    private static string Quote(string value) =>
        "'" + value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal) + "'";
}
