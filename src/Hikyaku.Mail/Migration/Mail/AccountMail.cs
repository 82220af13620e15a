using System.Globalization;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.State;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>Imports the Maildir of one account.</summary>
internal sealed class AccountMail(Mailstore store, ImportState state, ImportOptions options, ImportProgress progress, MigrationReport report)
{
    private readonly Lazy<HashSet<AccountId>> _begun = new(() => [.. store.Parts.Accounts.All()]);

    /// <summary>Folders first, then subscriptions; a problem with one folder leaves the others. A dry run may be of an account that is not made yet.</summary>
    /// <returns>What the account occupies then.</returns>
    public async Task<QuotaUsage> Import(string address, AccountId? account, long quotaBytes, SourceMaildir maildir, CancellationToken cancellation)
    {
        var mail = await Open(account, quotaBytes, maildir, cancellation);
        var folders = state.Folders(account);
        var totals = new AccountTotals { Folders = maildir.Folders.Count, LeftOut = Tell(address, maildir) };
        var uses = SpecialFolders.Of([.. maildir.Folders.Select(folder => folder.Name)]);
        var targets = new FolderTargets(mail, account, folders, state, maildir, report, address);
        await targets.Follow(new MovedFolders(folders, state, account, maildir).Find(), uses, cancellation);
        await MakeRoom(mail, maildir, folders, uses, cancellation);

        // What was said once goes for later runs too.
        var pop3 = options.Pop3 == Pop3Source.Auto ? folders.Pop3 : options.Pop3;
        folders.Put(pop3);
        var reader = new FolderReader(maildir, state.ScratchFolder, address, report);
        try
        {
            foreach (var directory in maildir.Folders)
            {
                using var folder = reader.Read(directory);
                if (await targets.Find(folder, uses.GetValueOrDefault(folder.Name), cancellation) is { } target)
                {
                    using var seen = target.Seen;
                    var import = await Begin(mail, address, folder, target, uses.GetValueOrDefault(folder.Name), cancellation);
                    using var names = folder.Directory.Length == 0 ? new Pop3Names(maildir, folder, pop3, state.ScratchFolder) : null;
                    try
                    {
                        await import.Run(names, cancellation);
                    }
                    finally
                    {
                        totals = Add(totals, import.Totals);
                    }
                }
            }

            if (options.Mirror)
            {
                totals = totals with { Removed = totals.Removed + await RemoveGoneFolders(mail, address, account, targets, cancellation) };
            }

            await Subscribe(mail, folders, targets, maildir, cancellation);
        }
        finally
        {
            // Whoever stops an import is told how far it came.
            report.Add(address, totals);
        }

        return mail.Usage;
    }

    /// <summary>Counts the messages of a Maildir without opening or keeping more than its names.</summary>
    public static long Count(SourceMaildir maildir)
    {
        var count = 0L;
        foreach (var folder in maildir.Folders)
        {
            ByteFiles.EachName(folder.Path / "cur", _ => count++);
            ByteFiles.EachName(folder.Path / "new", _ => count++);
        }

        return count;
    }

    private async ValueTask<IImportTarget> Open(AccountId? account, long quotaBytes, SourceMaildir maildir, CancellationToken cancellation)
    {
        if (!options.DryRun)
        {
            return new StoreTarget(await store.Open(account!.Value, cancellation));
        }

        // To open what was never opened would make it.
        var mail = account is { } id && _begun.Value.Contains(id) ? await store.Open(id, cancellation) : null;
        return new DryTarget(mail, reads: quotaBytes > 0 && (mail?.Usage.Bytes ?? 0) + (2 * Octets(maildir)) >= quotaBytes);
    }

    // As CRLF, a file is twice as long at most: where even that is below the quota, nothing needs to be read.
    private static long Octets(SourceMaildir maildir) => (
        from folder in maildir.Folders
        from part in (string[])["cur", "new"]
        from name in ByteFiles.Names(folder.Path / part) ?? []
        select ByteFiles.Facts(folder.Path / part / name)?.Length ?? 0).Sum();

    // What is odd about the tree; how many messages are left where they cannot be reached.
    private long Tell(string address, SourceMaildir maildir)
    {
        foreach (var directory in maildir.Unreadable)
        {
            report.Add(
                ReportOutcome.LeftOut, address, directory.Code, BytePath.Show(directory.Name), BytePath.Show(directory.Target),
                (directory.Messages ?? 0).ToString(CultureInfo.InvariantCulture));
        }

        foreach (var directory in maildir.Folders.Where(folder => folder.Naming == FolderNaming.Inexact))
        {
            report.Add(ReportOutcome.Warning, address, "FolderInexact", BytePath.Show(directory.Directory));
        }

        return maildir.Unreadable.Sum(directory => directory.Messages ?? 0);
    }

    // The mailbox is there, and knows which UIDs are the source's.
    private async Task<MailboxImport> Begin(
        IImportTarget mail, string address, SourceFolder folder, FolderTarget target, SpecialUse use, CancellationToken cancellation)
    {
        var (id, seen) = (target.Mailbox, target.Seen);
        var next = Math.Max(folder.Uids?.NextUid ?? 1, folder.Messages.NextUid);
        await mail.Make(new ImportedMailbox(folder.Name, target.UidValidity, 0, false, use) { Existing = id }, cancellation);
        if (folder.UidValidity != 0 && target.UidValidity == 0)
        {
            report.Add(ReportOutcome.Warning, address, "UidValidityNew", folder.Name, Number(folder.UidValidity));
        }
        else if (folder.UidValidity != 0 && mail.Find(id) is { } made && made.UidValidity != folder.UidValidity)
        {
            report.Add(ReportOutcome.Warning, address, "UidValidityKept", folder.Name, Number(folder.UidValidity), Number(made.UidValidity));
        }

        if (seen.ReservedBelow == 0 && mail.Find(id) is { UidNext: <= 1 })
        {
            // From now on new mail gets UIDs above those of the source.
            seen.Reserve(next);
        }

        seen.Flush();
        var firstFree = mail.Find(id)?.UidNext ?? 1;
        await mail.Make(new ImportedMailbox(folder.Name, 0, next, false, use) { Existing = id }, cancellation);
        return new MailboxImport(mail, id, folder, seen, firstFree, options, progress, report, address);
    }

    // A fresh account has Sent, Trash and so on: an empty one makes way for the folder that the user has for it.
    private static async Task MakeRoom(
        IImportTarget mail, SourceMaildir maildir, SeenFolders folders, IReadOnlyDictionary<string, SpecialUse> uses, CancellationToken cancellation)
    {
        foreach (var directory in maildir.Folders.Where(directory => !folders.Folders.ContainsKey(directory.Directory)))
        {
            if (uses.TryGetValue(directory.Name, out var use)
                && mail.Mailboxes.FirstOrDefault(mailbox => mailbox.SpecialUse == use && mailbox.Name != directory.Name) is { Exists: 0, UidNext: 1 } ours
                && !maildir.Folders.Any(folder => folder.Name == ours.Name) && mail.Find(directory.Name) is null)
            {
                await mail.SetSubscribed(ours.Name, false, cancellation);
                await mail.Delete(ours.Id, cancellation);
            }
        }
    }

    private async Task<long> RemoveGoneFolders(
        IImportTarget mail, string address, AccountId? account, FolderTargets targets, CancellationToken cancellation)
    {
        var removed = 0L;
        foreach (var (_, folder) in targets.Gone)
        {
            if (mail.Find(new MailboxId(folder.Mailbox)) is not { } mailbox)
            {
                continue;
            }

            var gone = new List<(ulong Key, uint Uid)>();
            await mail.EachKey(mailbox.Id, (uid, key) => gone.Add((SeenMessages.Key(key), uid)), cancellation);
            if (gone.Count > 0 && !options.MirrorAll)
            {
                report.Add(ReportOutcome.Warning, address, "MirrorStopped", mailbox.Name, gone.Count.ToString(CultureInfo.InvariantCulture));
            }
            else if (gone.Count > 0)
            {
                using var seen = state.Messages(account, mailbox.Id, null);
                var count = await GoneMessages.Remove(mail, mailbox.Id, seen, gone, options.BatchMessages, cancellation);
                report.Add(ReportOutcome.Changed, address, "FolderEmptied", mailbox.Name, count.ToString(CultureInfo.InvariantCulture));
                removed += count;
            }
        }

        return removed;
    }

    // Only what the source added or dropped since the last import: the rest is the user's.
    private static async Task Subscribe(
        IImportTarget mail, SeenFolders folders, FolderTargets targets, SourceMaildir maildir, CancellationToken cancellation)
    {
        if (maildir.Subscriptions is not { } names)
        {
            return;
        }

        // A fresh account is subscribed to Sent, Trash and so on; the source may not have been.
        var before = folders.Subscriptions ?? [];
        var gone = folders.Subscriptions ?? mail.Mailboxes.Where(mailbox => mailbox.SpecialUse != SpecialUse.None).Select(mailbox => mailbox.Name).ToList();
        foreach (var name in names.Except(before, StringComparer.Ordinal).Select(Here).Where(name => !mail.Subscriptions.Contains(name)))
        {
            await mail.SetSubscribed(name, true, cancellation);
        }

        foreach (var name in gone.Except(names, StringComparer.Ordinal).Select(Here).Where(mail.Subscriptions.Contains))
        {
            await mail.SetSubscribed(name, false, cancellation);
        }

        folders.PutSubscriptions(names);

        string Here(string name) => targets.Names.GetValueOrDefault(name, name);
    }

    private static AccountTotals Add(AccountTotals x, AccountTotals y) => x with
    {
        Messages = x.Messages + y.Messages,
        Bytes = x.Bytes + y.Bytes,
        Taken = x.Taken + y.Taken,
        Changed = x.Changed + y.Changed,
        Removed = x.Removed + y.Removed,
        LeftOut = x.LeftOut + y.LeftOut,
    };

    private static string Number(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
