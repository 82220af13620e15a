using System.Text;
using Hikyaku.Formats.Qmail;
using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>Reads a vpopmail host: qmail's files for the domains, then SQL or vpasswd for the accounts.</summary>
internal sealed class HostReader(ImportSource source, SourceTree tree, MigrationReport report)
{
    private const int MaxFile = 256 << 20;
    private readonly VpopmailHost _host = new();
    private readonly BytePath _qmail = BytePath.FromUtf8(source.Qmail);
    private readonly BytePath _home = BytePath.FromUtf8(source.Home);

    public async Task<VpopmailHost> Read(CancellationToken cancellation)
    {
        ReadDomains();
        var rows = new RowReader(_host, report);
        if (source.Database is { } database)
        {
            await rows.Read(database, cancellation);
        }
        else
        {
            ReadPasswordFiles(rows);
        }

        if (_host.Domains.Count > 0 && _host.Domains.Values.All(domain => domain.Users.Count == 0))
        {
            throw ImportRefusedException.Of("NoAccounts");
        }

        ReadLimits();
        ReadControl();
        foreach (var user in _host.Domains.Values.SelectMany(domain => domain.Users.Values).Where(user => user.Directory.Length > 0))
        {
            _host.Homes[user.Directory.TrimEnd('/')] = user.ToString();
        }

        return _host;
    }

    private void ReadDomains()
    {
        var assigned = ReadAssign();
        foreach (var (domain, real, directory) in assigned.Domains)
        {
            if (domain == real && _host.Domains.TryAdd(domain, new SourceDomain(domain, directory)))
            {
                _host.Domains[domain].Folder = tree.Resolve(directory);
                if (_host.Domains[domain].Folder is null)
                {
                    report.Add(ReportOutcome.Warning, domain, "DomainFolderMissing", BytePath.Show(directory));
                }
            }
        }

        if (_host.Domains.Count > 0 && _host.Domains.Values.All(domain => domain.Folder is null))
        {
            throw ImportRefusedException.Of("NoDomainFolders", BytePath.Show(_host.Domains.Values.First().Directory));
        }

        foreach (var (domain, real, _) in assigned.Domains.Where(entry => entry.Domain != entry.RealDomain))
        {
            if (_host.Domains.TryGetValue(real, out var target))
            {
                target.AliasDomains.Add(domain);
            }
            else
            {
                report.Add(ReportOutcome.LeftOut, domain, "AliasOfUnknownDomain", real);
            }
        }

        foreach (var line in source.Only.Count > 0 ? [] : assigned.Other)
        {
            report.Add(ReportOutcome.LeftOut, "", "AssignLineOther", BytePath.Show(line));
        }
    }

    private UsersAssign ReadAssign()
    {
        if (Octets(_qmail / "users" / "assign") is { } text)
        {
            return UsersAssign.Parse(text);
        }

        if ((Octets(_qmail / "users" / "cdb") ?? Octets(_qmail / "users" / "assign.cdb")) is { } cdb)
        {
            TellDamaged(cdb, "", (_qmail / "users").ToString());
            return UsersAssign.ParseCdb(cdb);
        }

        report.Add(ReportOutcome.Warning, "", "AssignMissing", source.Qmail);
        return new UsersAssign([], []);
    }

    private void ReadPasswordFiles(RowReader rows)
    {
        foreach (var domain in _host.Domains.Values)
        {
            if (domain.Folder is not { } folder)
            {
                continue;
            }

            // The text is the master copy; the cdb is made of it.
            if (Octets(folder / "vpasswd") is { } text)
            {
                ReadLines(rows, domain, Encoding.Latin1.GetString(text).Split('\n'));
            }
            else if (Octets(folder / "vpasswd.cdb") is { } cdb)
            {
                TellDamaged(cdb, domain.Name, (folder / "vpasswd.cdb").ToString());
                ReadLines(rows, domain, Cdb.Read(cdb).Select(record => $"{Encoding.Latin1.GetString(record.Key)}:{Encoding.Latin1.GetString(record.Data)}"));
            }
            else
            {
                report.Add(ReportOutcome.Warning, domain.Name, "PasswordFileMissing", folder.ToString());
            }
        }

        if (Octets(_home / "users" / "vpasswd") is { } users)
        {
            foreach (var line in Encoding.Latin1.GetString(users).Split('\n').Where(line => line.Length > 0))
            {
                report.Add(ReportOutcome.LeftOut, "", "UserWithoutDomain", BytePath.Show(line.Split(':')[0]));
            }
        }
    }

    private void TellDamaged(byte[] cdb, string subject, string file)
    {
        if (!Cdb.IsWhole(cdb))
        {
            report.Add(ReportOutcome.Warning, subject, "CdbDamaged", file);
        }
    }

    private void ReadLines(RowReader rows, SourceDomain domain, IEnumerable<string> lines)
    {
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            if (VpasswdLine.Parse(line, domain.Name) is { } user)
            {
                rows.Add(domain, user with { Name = user.Name.ToLowerInvariant(), Gecos = LatinColumn.Decode(user.Gecos) });
            }
            else
            {
                // A line may hold a hash: only its name is told.
                report.Add(ReportOutcome.LeftOut, domain.Name, "PasswordLineBad", BytePath.Show(line.Split(':')[0]));
            }
        }
    }

    private void ReadLimits()
    {
        var fallback = Octets(_home / "etc" / "vlimits.default") is { } text ? VpopmailLimits.ParseFile(Encoding.Latin1.GetString(text)) : null;
        foreach (var domain in _host.Domains.Values)
        {
            if (domain.Limits is null && domain.Folder is { } folder)
            {
                domain.Limits = Octets(folder / ".qmailadmin-limits") is { } own ? VpopmailLimits.ParseFile(Encoding.Latin1.GetString(own)) : fallback;
            }
        }
    }

    private void ReadControl()
    {
        if (source.Only.Count > 0)
        {
            // All of it is about the host.
            return;
        }

        var control = _qmail / "control";
        IReadOnlyList<string> Lines(string name) => ControlFile.Lines(Octets(control / name));
        var (virtualDomains, other) = ControlFile.VirtualDomains(Octets(control / "virtualdomains"));
        foreach (var line in other)
        {
            report.Add(ReportOutcome.LeftOut, "", "VirtualDomainOther", BytePath.Show(line));
        }

        var known = Lines("locals").Concat(virtualDomains).Concat(_host.Domains.Keys)
            .Concat(_host.Domains.Values.SelectMany(domain => domain.AliasDomains)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var domain in Lines("rcpthosts").Concat(Lines("morercpthosts")).Where(domain => !known.Contains(domain)))
        {
            _host.BackupDomains.Add(domain.ToLowerInvariant());
            report.Add(ReportOutcome.LeftOut, domain.ToLowerInvariant(), "BackupDomain");
        }

        foreach (var route in Lines("smtproutes").Select(SmtpRoute.Parse).OfType<SmtpRoute>())
        {
            _host.Routes.Add(route);
            report.Add(
                ReportOutcome.LeftOut, route.Domain, route.Relay.Length == 0 ? "SmtpRouteDirect" : "SmtpRoute", route.Domain.Length == 0 ? "*" : route.Domain,
                $"{route.Relay}:{route.Port}");
        }

        _host.HostName = Lines("me") is [var me, ..] ? me : "";
        if (Lines("databytes") is [var limit, ..])
        {
            report.Add(ReportOutcome.Warning, "", "DataBytes", BytePath.Show(limit));
        }
    }

    private byte[]? Octets(BytePath path) => tree.Follow(path) is { } real ? ByteFiles.ReadAll(real, MaxFile) : null;
}
