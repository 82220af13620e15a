using System.Globalization;
using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>Sorts the rows of the old database into its domains.</summary>
internal sealed class RowReader(VpopmailHost host, MigrationReport report)
{
    private readonly Dictionary<string, List<string>> _tables = host.Domains.Keys
        .GroupBy(TableName, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.OrdinalIgnoreCase);

    private readonly SortedDictionary<string, int> _strangers = new(StringComparer.Ordinal);
    private bool _hasAccounts;

    /// <summary>The table of a domain on a host with one table per domain; two domains may share a name.</summary>
    public static string TableName(string domain) => domain.Replace('.', '_').Replace('-', '_');

    public async Task Read(IVpopmailDatabase database, CancellationToken cancellation)
    {
        foreach (var group in host.Domains.Keys.GroupBy(TableName, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            report.Add(ReportOutcome.Warning, group.First(), "TableShared", string.Join(", ", group), group.Key);
        }

        await foreach (var row in database.Rows(IsWanted, cancellation))
        {
            Sort(row);
        }

        if (!_hasAccounts)
        {
            throw ImportRefusedException.Of("NoAccountTable");
        }

        foreach (var (domain, count) in _strangers)
        {
            report.Add(ReportOutcome.LeftOut, domain, "DomainNotAssigned", count.ToString(CultureInfo.InvariantCulture));
        }
    }

    private bool IsWanted(string table)
    {
        _hasAccounts |= table.Equals("vpopmail", StringComparison.OrdinalIgnoreCase) || _tables.ContainsKey(table);
        return table.ToLowerInvariant() is "vpopmail" or "valias" or "limits" or "aliasdomains" or "lastauth" or "users" || _tables.ContainsKey(table);
    }

    private void Sort(SqlRow row)
    {
        switch (row.Table.ToLowerInvariant())
        {
            case "valias":
                AddValias(row);
                break;
            case "limits":
                AddLimits(row);
                break;
            case "aliasdomains":
                CheckAliasDomain(row);
                break;
            case "lastauth":
                AddSignIn(row);
                break;
            case "users" when !_tables.ContainsKey(row.Table):
                report.Add(ReportOutcome.LeftOut, "", "UserWithoutDomain", row["pw_name"] ?? "");
                break;
            default:
                AddUser(row, row["pw_domain"]?.ToLowerInvariant() ?? Owner(row));
                break;
        }
    }

    // Of domains that share a table, the one in whose directory the home lies.
    private string Owner(SqlRow row)
    {
        var domains = _tables.GetValueOrDefault(row.Table, [""]);
        return domains.Find(domain => domains.Count > 1 && row["pw_dir"]?.StartsWith(host.Domains[domain].Directory.TrimEnd('/') + "/", StringComparison.Ordinal) == true)
            ?? domains[0];
    }

    private void AddUser(SqlRow row, string domainName)
    {
        if (row["pw_name"] is not { Length: > 0 } name || !host.Domains.TryGetValue(domainName, out var domain))
        {
            _strangers[domainName] = _strangers.GetValueOrDefault(domainName) + 1;
            return;
        }

        var flags = int.TryParse(row["pw_gid"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bits) ? bits : 0;
        Add(domain, new VpopmailUser
        {
            Name = name.ToLowerInvariant(),
            Domain = domainName,
            Hash = row["pw_passwd"] ?? "",
            Flags = (VpopmailFlags)flags,
            Gecos = LatinColumn.Decode(row["pw_gecos"] ?? ""),
            Directory = Files.BytePath.FromUtf8(LatinColumn.Decode(row["pw_dir"] ?? "")).Text,
            Quota = row["pw_shell"] ?? "",
            HasClearPassword = !string.IsNullOrEmpty(row["pw_clear_passwd"]),
        });
    }

    /// <summary>Adds an account; of two that differ by case only, the first stays.</summary>
    public void Add(SourceDomain domain, VpopmailUser user)
    {
        if (!domain.Users.TryAdd(user.Name, user))
        {
            report.Add(ReportOutcome.LeftOut, user.ToString(), "AccountTwice");
        }
    }

    private void AddValias(SqlRow row)
    {
        if (row["domain"] is not { } name || row["alias"] is not { Length: > 0 } alias || row["valias_line"] is not { } line)
        {
            return;
        }

        if (host.Domains.TryGetValue(name.ToLowerInvariant(), out var domain))
        {
            (domain.Valias.TryGetValue(alias.ToLowerInvariant(), out var lines) ? lines : domain.Valias[alias.ToLowerInvariant()] = []).Add(LatinColumn.Decode(line));
        }
        else
        {
            report.Add(ReportOutcome.LeftOut, name, "ValiasOfUnknownDomain", alias, line);
        }
    }

    private void AddLimits(SqlRow row)
    {
        if (row["domain"] is not { } name || !host.Domains.TryGetValue(name.ToLowerInvariant(), out var domain))
        {
            return;
        }

        var values = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var column in row.Columns)
        {
            if (long.TryParse(row[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                values[column.ToLowerInvariant()] = number;
            }
        }

        domain.Limits = new VpopmailLimits { Values = values };
    }

    private void AddSignIn(SqlRow row)
    {
        if (row["user"]?.ToLowerInvariant() is { } name && row["domain"]?.ToLowerInvariant() is { } domain && host.Domains.TryGetValue(domain, out var known)
            && long.TryParse(row["timestamp"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < uint.MaxValue)
        {
            known.SignIns[name] = new LastSignIn(DateTimeOffset.FromUnixTimeSeconds(seconds), Files.BytePath.Show(row["remote_ip"] ?? ""));
        }
    }

    // users/assign decides; a row that it lacks is only told.
    private void CheckAliasDomain(SqlRow row)
    {
        if (row["alias"]?.ToLowerInvariant() is { } alias && row["domain"]?.ToLowerInvariant() is { } real
            && !(host.Domains.TryGetValue(real, out var domain) && domain.AliasDomains.Contains(alias)))
        {
            report.Add(ReportOutcome.LeftOut, alias, "AliasDomainNotAssigned", real);
        }
    }
}
