using Hikyaku.Formats.Qmail;
using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>
/// Writes a vpopmail host: DIR/vpopmail (~vpopmail), DIR/qmail (/var/qmail) and DIR/vpopmail.sql. Paths in files are those of a host where
/// ~vpopmail is /home/vpopmail.
/// </summary>
public sealed class VpopmailExport
{
    private const string OldHome = "/home/vpopmail";
    private readonly Directory.Directory _directory;
    private readonly Mailstore _store;
    private readonly ServerIdentity _identity;

    /// <summary>Takes what it reads.</summary>
    public VpopmailExport(Directory.Directory directory, Mailstore store, ServerIdentity identity) => (_directory, _store, _identity) = (directory, store, identity);

    /// <summary>
    /// Writes domains and addresses, or everything; throws <see cref="IOException"/> where a file exists, and <see cref="ImportRefusedException"/>
    /// when something asked for is not here.
    /// </summary>
    public async Task Run(string folder, IReadOnlyList<string> only, MigrationReport report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        var root = BytePath.FromUtf8(folder);
        var sql = new SqlText();
        var assigned = new List<AssignedDomain>();
        var wanted = new ImportSource { Home = folder, Qmail = folder, Only = only };
        await Check(only, cancellation);
        foreach (var domain in (await _directory.Domains(cancellation)).Where(domain => wanted.WantsDomain(domain.Name)))
        {
            var oldFolder = $"{OldHome}/domains/{domain.Name}";
            assigned.AddRange(((string[])[domain.Name, .. domain.AliasDomains]).Select(name => new AssignedDomain(name, domain.Name, oldFolder)));
            await Domain(root / "vpopmail" / "domains" / domain.Name, oldFolder, domain, wanted, sql, report, cancellation);
        }

        ByteOutput.MakeFolders(root / "qmail" / "users");
        ByteOutput.MakeFolders(root / "qmail" / "control");
        ByteOutput.Write(root / "qmail" / "users" / "assign", Octets(UsersAssign.Write(assigned, 89, 89)));
        ByteOutput.Write(root / "qmail" / "control" / "virtualdomains", Octets(string.Concat(assigned.Select(entry => $"{entry.Domain}:{entry.Domain}\n"))));
        ByteOutput.Write(root / "qmail" / "control" / "rcpthosts", Octets(string.Concat(assigned.Select(entry => entry.Domain + "\n"))));
        ByteOutput.Write(root / "qmail" / "control" / "me", Octets(_identity.HostName + "\n"));
        ByteOutput.Write(root / "vpopmail.sql", System.Text.Encoding.UTF8.GetBytes(sql.ToString()));
    }

    private async Task Check(IReadOnlyList<string> only, CancellationToken cancellation)
    {
        foreach (var name in only)
        {
            var isHere = name.Contains('@')
                ? await _directory.FindAccount(name, cancellation) is { } account && account.Address == name
                : await _directory.FindDomain(name, cancellation) is { } domain && domain.Name == name;
            if (!isHere)
            {
                throw ImportRefusedException.Of("ExportUnknown", name);
            }
        }
    }

    private async Task Domain(
        BytePath folder, string oldFolder, Domain domain, ImportSource wanted, SqlText sql, MigrationReport report, CancellationToken cancellation)
    {
        ByteOutput.MakeFolders(folder);
        var files = await DomainFiles.Read(_directory, domain, oldFolder, cancellation);
        var passwords = new System.Text.StringBuilder();
        await foreach (var account in _directory.Accounts(domain.Id, cancellation))
        {
            if (!wanted.WantsAddress(account.Address) || !DomainFiles.IsFileName(account.Address, report))
            {
                continue;
            }

            var name = account.Address[..account.Address.LastIndexOf('@')];
            var user = files.User(account, name, $"{oldFolder}/{name}");
            passwords.Append(VpasswdLine.Write(user)).Append('\n');
            sql.User(user);
            await Account(folder / BytePath.FromUtf8(name).Text, account, files, report, cancellation);
            report.Add(ReportOutcome.Taken, account.Address, "AccountTaken");
        }

        cancellation.ThrowIfCancellationRequested();
        ByteOutput.Write(folder / "vpasswd", System.Text.Encoding.UTF8.GetBytes(passwords.ToString()));
        if (wanted.WantsWhole(domain.Name))
        {
            files.Write(folder, report);
            sql.Limits(domain);
            ByteOutput.Write(folder / ".qmailadmin-limits", Octets(LimitsFile.Write(domain)));
        }
    }

    private async Task Account(BytePath home, Account account, DomainFiles files, MigrationReport report, CancellationToken cancellation)
    {
        ByteOutput.MakeFolders(home);
        if (files.UserFile(account) is { } lines)
        {
            ByteOutput.Write(home / ".qmail", Octets(lines));
        }

        if (files.Reply(account) is { } reply)
        {
            ByteOutput.MakeFolders(home / "vacation");
            ByteOutput.Write(home / "vacation" / "message", reply.Message.Span);
        }

        var mail = await _store.Open(account.Id, cancellation);
        await new Mail.MaildirExport(mail, account, home / "Maildir", _identity.HostName, report).Run(cancellation);
    }

    private static byte[] Octets(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
