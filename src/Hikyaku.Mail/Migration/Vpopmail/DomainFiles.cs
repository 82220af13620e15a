using System.Globalization;
using System.Text;
using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Filtering;
using Hikyaku.Mail.Lists;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Merge;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>The dot-qmail files, replies and lists of one domain, for an export.</summary>
internal sealed class DomainFiles
{
    private const string Autorespond = "/usr/local/bin/autorespond";
    private readonly Domain _domain;
    private readonly string _oldFolder;
    private readonly List<Alias> _aliases = [];
    private readonly List<(MailingList List, IReadOnlyList<ListMember> Members)> _lists = [];
    private readonly Dictionary<string, Autoresponder> _replies = new(StringComparer.Ordinal);
    private readonly HashSet<AccountId> _administrators = [];
    private Account? _catchAll;

    private DomainFiles(Domain domain, string oldFolder) => (_domain, _oldFolder) = (domain, oldFolder);

    public static async Task<DomainFiles> Read(Directory.Directory directory, Domain domain, string oldFolder, CancellationToken cancellation)
    {
        var files = new DomainFiles(domain, oldFolder);
        await foreach (var alias in directory.Aliases(domain.Id, cancellation))
        {
            files._aliases.Add(alias);
        }

        await directory.Read(
            reader =>
            {
                foreach (var list in reader.MailingLists(domain.Id))
                {
                    files._lists.Add((list, reader.ListMembers(list.Id)));
                }

                foreach (var reply in reader.Autoresponders(domain.Id))
                {
                    files._replies[reply.Address] = reply;
                }

                files._administrators.UnionWith(reader.Grants(null).Where(grant => grant.Domain == domain.Id).Select(grant => grant.Account));
                return files;
            },
            cancellation);
        files._catchAll = domain.CatchAll is CatchAll.ToAccount to ? await directory.GetAccount(to.Account, cancellation) : null;
        return files;
    }

    /// <summary>An account as a row.</summary>
    public VpopmailUser User(Account account, string name, string oldHome) => new()
    {
        Name = name,
        Domain = _domain.Name,
        Hash = account.PasswordHash,
        Gecos = account.Name,
        Directory = oldHome,
        Quota = QuotaText.Write(account.QuotaBytes, account.QuotaMessages),
        Flags = If(!account.MayChangePassword, VpopmailFlags.NoPasswordChange) | If(account.State != AccountState.Active, VpopmailFlags.BounceMail)
            | If(!account.Services.HasFlag(Services.Pop3), VpopmailFlags.NoPop) | If(!account.Services.HasFlag(Services.Imap), VpopmailFlags.NoImap)
            | If(!account.Services.HasFlag(Services.Web), VpopmailFlags.NoWebmail) | If(!account.Services.HasFlag(Services.Smtp), VpopmailFlags.NoSmtp)
            | If(!account.Services.HasFlag(Services.Relay), VpopmailFlags.NoRelay)
            | If(name != "postmaster" && _administrators.Contains(account.Id), VpopmailFlags.DomainAdministrator),
    };

    /// <summary>An account's reply, or null.</summary>
    public Autoresponder? Reply(Account account) => _replies.GetValueOrDefault(account.Address) is { Message.IsEmpty: false, IsActive: true } reply && !IsAlias(account.Address) ? reply : null;

    /// <summary>An account's .qmail, or null for the normal delivery.</summary>
    public string? UserFile(Account account)
    {
        var home = $"{_oldFolder}/{Name(account.Address)}";
        var reply = Reply(account);
        if (account.Forward is null && reply is null)
        {
            return null;
        }

        var lines = new StringBuilder();
        foreach (var target in account.Forward?.Targets ?? [])
        {
            lines.Append('&').Append(target).Append('\n');
        }

        if (reply is not null)
        {
            lines.Append(Command(reply, $"{home}/vacation")).Append('\n');
        }

        return lines.Append(account.Forward is null or { KeepCopy: true } ? $"{home}/Maildir/\n" : lines.Length == 0 ? "# delete\n" : "").ToString();
    }

    /// <summary>Writes the domain's files.</summary>
    public void Write(BytePath folder, MigrationReport report)
    {
        VdelivermailDefault catchAll = _domain.CatchAll switch
        {
            CatchAll.Discard => new VdelivermailDefault.Delete(),
            CatchAll.ToAddress(var target) => new VdelivermailDefault.ToAddress(target),
            CatchAll.ToAccount when _catchAll is not null => new VdelivermailDefault.ToDirectory($"{_oldFolder}/{Name(_catchAll.Address)}"),
            _ => new VdelivermailDefault.Bounce(),
        };
        Put(folder / ".qmail-default", catchAll.Write("/home/vpopmail/bin/vdelivermail"));
        foreach (var alias in _aliases.Where(alias => IsFileName(alias.Address, report)))
        {
            var lines = string.Concat(alias.Targets.Select(target => $"&{target}\n"));
            if (_replies.TryGetValue(alias.Address, out var reply))
            {
                lines += Robot(folder, reply);
            }

            Put(folder / FileName(alias.Address), lines.Length == 0 ? "#\n" : lines);
            report.Add(ReportOutcome.Taken, alias.Address, "AliasTaken", [AliasMerge.Words(alias.Targets)]);
        }

        foreach (var reply in _replies.Values.Where(reply => reply.AccountId is null && !IsAlias(reply.Address) && IsFileName(reply.Address, report)))
        {
            // An address that waits here waits there: its old meaning never came here.
            Put(folder / FileName(reply.Address), reply.Message.IsEmpty ? "|exit 111\n" : Robot(folder, reply));
            report.Add(reply.Message.IsEmpty ? ReportOutcome.Warning : ReportOutcome.Taken, reply.Address, reply.Message.IsEmpty ? "ExportDeferred" : "AutoresponderTaken");
        }

        foreach (var (list, members) in _lists.Where(list => IsFileName(list.List.Address, report)))
        {
            new ListExport(list, folder, _oldFolder).Write(members);
            report.Add(ReportOutcome.Taken, list.Address, "ListTaken", [new ReportDetail("ListMembers", Figures.Number(members.Count)), new ReportDetail("ListArchive")]);
        }
    }

    private string Robot(BytePath folder, Autoresponder reply)
    {
        // qmailadmin upper-cases the directory's name.
        var name = Name(reply.Address).ToUpperInvariant();
        ByteOutput.MakeFolders(folder / name);
        ByteOutput.Write(folder / name / "message", reply.Message.Span);
        return Command(reply, $"{_oldFolder}/{name}") + "\n";
    }

    private static string Command(Autoresponder reply, string directory) => string.Create(
        CultureInfo.InvariantCulture,
        $"|{Autorespond} {(long)reply.Period.TotalSeconds} {reply.MaxReplies} {directory}/message {directory}{(reply.QuotesOriginal ? " 1" : "")}");

    /// <summary>Whether an address can be the name of a file; else it is reported.</summary>
    public static bool IsFileName(string address, MigrationReport report)
    {
        if (!Name(address).Contains('/'))
        {
            return true;
        }

        report.Add(ReportOutcome.LeftOut, address, "ExportName");
        return false;
    }

    private bool IsAlias(string address) => _aliases.Exists(alias => alias.Address == address);

    private static string FileName(string address) => BytePath.FromUtf8(".qmail-" + Name(address).Replace('.', ':')).Text;

    private static string Name(string address) => address[..address.LastIndexOf('@')];

    private static VpopmailFlags If(bool condition, VpopmailFlags flag) => condition ? flag : VpopmailFlags.None;

    private static void Put(BytePath path, string text) => ByteOutput.Write(path, Encoding.UTF8.GetBytes(text));
}
