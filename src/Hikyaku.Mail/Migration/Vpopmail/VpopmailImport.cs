using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Mail;
using Hikyaku.Mail.Migration.Merge;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.State;
using Hikyaku.Mail.Settings;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>Imports a vpopmail host. The source is only read; a run that is stopped goes on where it was, a second run moves the difference.</summary>
public sealed class VpopmailImport
{
    private readonly Directory.Directory _directory;
    private readonly DirectoryEditor _editor;
    private readonly Mailstore _store;
    private readonly ServerIdentity _identity;

    /// <summary>Takes the services it fills.</summary>
    public VpopmailImport(Directory.Directory directory, DirectoryEditor editor, Mailstore store, ServerIdentity identity) =>
        (_directory, _editor, _store, _identity) = (directory, editor, store, identity);

    /// <summary>
    /// Runs the import; throws <see cref="OperationCanceledException"/> when stopped, with all that was done kept, and
    /// <see cref="ImportRunningException"/> when another one fills this data folder.
    /// </summary>
    public async Task Run(ImportSource source, ImportOptions options, ImportProgress progress, MigrationReport report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        var tree = source.Tree();
        var host = await new HostReader(source, tree, report).Read(cancellation);
        var plan = new Planner(source, tree, host, report).Plan();
        using var state = new ImportState(_identity.DataFolder, writes: !options.DryRun);
        var maildirs = Maildirs(plan, tree, options, progress, report);
        try
        {
            await Fill(source, plan, maildirs, options.DryRun, report, cancellation);
            if (!options.DryRun)
            {
                state.Facts.Save();
            }

            await Mail(plan, maildirs, state, options, progress, report, cancellation);
        }
        finally
        {
            if (!options.DryRun)
            {
                state.Facts.Save();
            }
        }
    }

    // Its next mail would be refused right after the move.
    private async Task TellOverQuota(PlannedAccount planned, Account? account, MigrationReport report, CancellationToken cancellation)
    {
        var mail = report.Accounts.GetValueOrDefault(planned.Address);
        var used = account is not null && !report.IsDryRun
            ? (await _store.Open(account.Id, cancellation)).Usage
            : new QuotaUsage(mail?.Bytes ?? 0, mail?.Messages ?? 0);
        var (bytes, messages) = account is null
            ? (planned.Account.QuotaBytes ?? 0, planned.Account.QuotaMessages ?? 0)
            : (account.QuotaBytes, account.QuotaMessages);
        if ((bytes > 0 && used.Bytes >= bytes) || (messages > 0 && used.Messages >= messages))
        {
            report.Add(ReportOutcome.Warning, planned.Address, "OverQuota", Figures.Size(used.Bytes), Figures.Number(used.Messages),
                bytes > 0 ? Figures.Size(bytes) : "-", messages > 0 ? Figures.Number(messages) : "-");
        }
    }

    private static Dictionary<string, SourceMaildir> Maildirs(
        ImportPlan plan, SourceTree tree, ImportOptions options, ImportProgress progress, MigrationReport report)
    {
        var maildirs = new Dictionary<string, SourceMaildir>(StringComparer.Ordinal);
        foreach (var account in plan.Domains.SelectMany(domain => domain.Accounts))
        {
            if (account.Home is { } home && SourceMaildir.Open(home, tree) is { } maildir)
            {
                maildirs[account.Address] = maildir;
                account.Notes.Add(Servers(maildir, options));
                progress.Expect(AccountMail.Count(maildir));
            }
            else if (account.Home is not null)
            {
                report.Add(ReportOutcome.Warning, account.Address, "NoMaildir", account.Home.ToString()!);
            }
        }

        return maildirs;
    }

    // Whose files decide, so that a wrong guess is seen in a dry run.
    private static ReportDetail Servers(SourceMaildir maildir, ImportOptions options)
    {
        var pop3 = options.Pop3 != Pop3Source.Auto ? options.Pop3
            : maildir.Read(maildir.Path / "courierpop3dsizelist") is not null ? Pop3Source.Courier
            : maildir.HasDovecot ? Pop3Source.Dovecot : Pop3Source.Qmail;
        return new ReportDetail("Servers", maildir.HasDovecot && !maildir.HasCourier ? "Dovecot" : maildir.HasCourier ? "Courier" : "-", pop3.ToString());
    }

    private async Task Fill(
        ImportSource source, ImportPlan plan, Dictionary<string, SourceMaildir> maildirs, bool dryRun, MigrationReport report,
        CancellationToken cancellation)
    {
        using var values = SourceValues.Open(Path.Combine(_identity.DataFolder, "import", "directory"), writes: !dryRun);
        var import = new DirectoryImport(new ImportTarget(_directory, _editor, values, report, dryRun));
        await import.Apply(plan, source, account => Style(maildirs.GetValueOrDefault(account.Address)), cancellation);
    }

    // Clients of Courier know folders as INBOX.Sent; so do those of a host where nothing tells of Dovecot.
    private static NamespaceStyle Style(SourceMaildir? maildir) =>
        maildir is null or { HasCourier: true } or { HasDovecot: false } ? NamespaceStyle.Courier : NamespaceStyle.Dot;

    private async Task Mail(
        ImportPlan plan, Dictionary<string, SourceMaildir> maildirs, ImportState state, ImportOptions options, ImportProgress progress, MigrationReport report,
        CancellationToken cancellation)
    {
        var mail = new AccountMail(_store, state, options, progress, report);

        // What a dry run would have made is in its report alone.
        var toBeMade = options.DryRun ? report.Items.Where(item => item.Code == "AccountTaken").Select(item => item.Subject).ToHashSet(StringComparer.Ordinal) : [];
        var workers = new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellation };
        await Parallel.ForEachAsync(plan.Domains.SelectMany(domain => domain.Accounts), workers, async (planned, stop) =>
        {
            if (!maildirs.TryGetValue(planned.Address, out var maildir))
            {
                return;
            }

            var account = await _directory.FindAccount(planned.Address, stop);
            if (account is not null || toBeMade.Contains(planned.Address))
            {
                await mail.Import(planned.Address, account?.Id, maildir, stop);
                await TellOverQuota(planned, account, report, stop);
            }

            progress.AccountDone();
        });
    }
}
