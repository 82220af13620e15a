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
    /// <see cref="ImportRunningException"/> when another one fills this data folder. <see cref="StoreUnavailableException"/> and <see cref="IOException"/>:
    /// the data folder is full or fails; all that was done is kept.
    /// </summary>
    public async Task Run(ImportSource source, ImportOptions options, ImportProgress progress, MigrationReport report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        if (!options.DryRun && !_store.HasDiskRoom(0))
        {
            throw new StoreUnavailableException($"Less is free on the volume of {_identity.DataFolder} than is kept free.") { IsFull = true };
        }

        var tree = source.Tree();

        // Reading meets all of the host; what is said of the rest of it does not concern whoever asked for a part.
        report.Wanted = source.Only.Count == 0 ? null
            : subject => subject.Length == 0 || (subject.Contains('@') ? source.WantsAddress(subject) : source.WantsDomain(subject));
        var host = await new HostReader(source, tree, report).Read(cancellation);
        var plan = new Planner(source, tree, host, report).Plan();
        report.Wanted = null;
        using var state = new ImportState(_identity.DataFolder, writes: !options.DryRun);
        var maildirs = Maildirs(plan, tree, options, progress, report);
        using var rehearsal = options.DryRun ? await _editor.Rehearse(_directory, cancellation) : null;
        var directory = rehearsal?.Directory ?? _directory;
        try
        {
            using (var values = SourceValues.Open(Path.Combine(_identity.DataFolder, "import", "directory"), writes: !options.DryRun))
            {
                var target = new ImportTarget(directory, rehearsal?.Editor ?? _editor, values, report);
                await new DirectoryImport(target, progress).Apply(plan, source, account => Style(maildirs.GetValueOrDefault(account.Address)), cancellation);
            }

            if (!options.DryRun)
            {
                state.Facts.Save();
            }

            await Mail(plan, directory, maildirs, state, options, progress, report, cancellation);
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
    private static void TellOverQuota(Account account, QuotaUsage used, MigrationReport report)
    {
        var (bytes, messages) = (account.QuotaBytes, account.QuotaMessages);
        if ((bytes > 0 && used.Bytes >= bytes) || (messages > 0 && used.Messages >= messages))
        {
            report.Add(ReportOutcome.Warning, account.Address, "OverQuota", Figures.Size(used.Bytes), Figures.Number(used.Messages),
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
            : maildir.CanRead(maildir.Path / "courierpop3dsizelist") ? Pop3Source.Courier
            : maildir.HasDovecot ? Pop3Source.Dovecot : Pop3Source.Qmail;
        return new ReportDetail("Servers", maildir.HasDovecot && !maildir.HasCourier ? "Dovecot" : maildir.HasCourier ? "Courier" : "-", pop3.ToString());
    }

    // Clients of Courier know folders as INBOX.Sent; so do those of a host where nothing tells of Dovecot.
    private static NamespaceStyle Style(SourceMaildir? maildir) =>
        maildir is null or { HasCourier: true } or { HasDovecot: false } ? NamespaceStyle.Courier : NamespaceStyle.Dot;

    private async Task Mail(
        ImportPlan plan, Directory.Directory directory, Dictionary<string, SourceMaildir> maildirs, ImportState state, ImportOptions options,
        ImportProgress progress, MigrationReport report, CancellationToken cancellation)
    {
        var mail = new AccountMail(_store, state, options, progress, report);
        using var large = new SemaphoreSlim(1, 1);
        var workers = new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellation };
        await Parallel.ForEachAsync(plan.Domains.SelectMany(domain => domain.Accounts), workers, async (planned, stop) =>
        {
            if (!maildirs.TryGetValue(planned.Address, out var maildir))
            {
                return;
            }

            if (await directory.FindAccount(planned.Address, stop) is { } account)
            {
                // The mail of an account that only a rehearsal made is nowhere yet.
                var id = ReferenceEquals(directory, _directory) ? account.Id : (await _directory.FindAccount(planned.Address, stop))?.Id;
                var isLarge = AccountMail.Count(maildir) > options.ManyMessages;
                await (isLarge ? large.WaitAsync(stop) : Task.CompletedTask);
                try
                {
                    TellOverQuota(account, await mail.Import(planned.Address, id, account.QuotaBytes, maildir, stop), report);
                }
                finally
                {
                    _ = isLarge ? large.Release() : 0;
                }
            }

            progress.AccountDone();
        });
    }
}
