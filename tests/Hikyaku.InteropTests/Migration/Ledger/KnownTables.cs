using System.Globalization;
using System.Text;

namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>The tables of vpopmail's MySQL back end.</summary>
internal static class KnownTables
{
    private const string User = "pw_passwd VARCHAR(255), pw_uid INT, pw_gid INT, pw_gecos VARCHAR(64), pw_dir VARCHAR(160), pw_shell VARCHAR(20)";

    public static string Write(KnownHost host)
    {
        var sql = new StringBuilder();
        if (host.Kind.TablePerDomain)
        {
            foreach (var domain in host.Domains)
            {
                var table = domain.Name.Replace('.', '_').Replace('-', '_');
                sql.Append(CultureInfo.InvariantCulture, $"CREATE TABLE {table} (pw_name VARCHAR(64) NOT NULL, {User}, PRIMARY KEY (pw_name)) DEFAULT CHARSET=latin1;\n");
                Users(sql, table, "pw_name", domain, account => Text(account.Name));
            }
        }
        else
        {
            sql.Append(CultureInfo.InvariantCulture, $"CREATE TABLE vpopmail (pw_name VARCHAR(64) NOT NULL, pw_domain VARCHAR(96) NOT NULL, {User}, PRIMARY KEY (pw_name, pw_domain)) DEFAULT CHARSET=latin1;\n");
            foreach (var domain in host.Domains)
            {
                Users(sql, "vpopmail", "pw_name,pw_domain", domain, account => $"{Text(account.Name)},{Text(domain.Name)}");
            }
        }

        if (host.Kind.HasValias)
        {
            Valias(sql, host);
            Limits(sql, host);
        }

        return sql.ToString();
    }

    private static void Users(StringBuilder sql, string table, string key, KnownDomain domain, Func<KnownAccount, string> keyOf)
    {
        foreach (var account in domain.Accounts)
        {
            // What old programs sent over a latin1 connection: the octets as they were.
            var gecos = account.Gecos.Length == 0 ? "''" : "_latin1 0x" + Convert.ToHexString(account.Gecos);
            sql.Append(
                CultureInfo.InvariantCulture,
                $"INSERT INTO {table} ({key},pw_passwd,pw_uid,pw_gid,pw_gecos,pw_dir,pw_shell) VALUES ({keyOf(account)},{Text(account.Hash)},1,{account.Flags},{gecos},{Text(account.OldHome)},{Text(account.Quota)});\n");
        }
    }

    private static void Valias(StringBuilder sql, KnownHost host)
    {
        sql.Append("CREATE TABLE valias (alias CHAR(32) NOT NULL, domain CHAR(96) NOT NULL, valias_line TEXT NOT NULL, INDEX (alias, domain)) DEFAULT CHARSET=latin1;\n");
        foreach (var (alias, domain, line) in host.Valias)
        {
            sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO valias VALUES ({Text(alias)},{Text(domain)},{Text(line)});\n");
        }
    }

    private static void Limits(StringBuilder sql, KnownHost host)
    {
        sql.Append("""
            CREATE TABLE limits (domain CHAR(96) PRIMARY KEY, maxpopaccounts INT DEFAULT -1, maxaliases INT DEFAULT -1, maxforwards INT DEFAULT -1, maxautoresponders INT DEFAULT -1,
            maxmailinglists INT DEFAULT -1, diskquota BIGINT DEFAULT 0, maxmsgcount BIGINT DEFAULT 0, defaultquota BIGINT DEFAULT 0, defaultmaxmsgcount BIGINT DEFAULT 0,
            disable_pop TINYINT DEFAULT 0, disable_imap TINYINT DEFAULT 0, disable_passwordchanging TINYINT DEFAULT 0, disable_webmail TINYINT DEFAULT 0, disable_relay TINYINT DEFAULT 0,
            disable_smtp TINYINT DEFAULT 0);

            """);
        foreach (var domain in host.Domains)
        {
            if (domain.OldLimits is { } limits)
            {
                sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO limits (domain,{limits.Columns}) VALUES ({Text(domain.Name)},{limits.Values});\n");
            }
        }
    }

    private static string Text(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
