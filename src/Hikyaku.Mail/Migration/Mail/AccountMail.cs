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

    /// <summary>Folders first, then subscriptions; a problem with one folder leaves the others.</summary>
    public async Task Import(string address, AccountId? account, SourceMaildir maildir, CancellationToken cancellation)
    {
        var mail = await Open(account, cancellation);
        Tell(address, maildir);
        var totals = new AccountTotals { Folders = maildir.Folders.Count };
        var uses = SpecialFolders.Of([.. maildir.Folders.Select(folder => folder.Name)]);
        await MakeRoom(mail, maildir, uses, cancellation);
        var reader = new FolderReader(maildir, address, report);
        foreach (var (name, path) in maildir.Folders)
        {
            var folder = reader.Read(name, path);
            totals = Add(totals, await Folder(mail, address, account, maildir, folder, uses.GetValueOrDefault(name), cancellation));
        }

        if (options.Mirror)
        {
            totals = totals with { Removed = totals.Removed + await RemoveGoneFolders(mail, address, account, maildir, cancellation) };
        }

        await Subscribe(mail, address, maildir, cancellation);
        report.Add(address, totals);
    }

    private async ValueTask<IImportTarget> Open(AccountId? account, CancellationToken cancellation)
    {
        if (!options.DryRun)
        {
            return new StoreTarget(await store.Open(account!.Value, cancellation));
        }

        // To open what was never opened would make it.
        return new DryTarget(account is { } id && _begun.Value.Contains(id) ? await store.Open(id, cancellation) : null);
    }

    /// <summary>Counts the messages of a Maildir without opening or listing more than its names.</summary>
    public static long Count(SourceMaildir maildir) =>
        maildir.Folders.Sum(folder => (long)(ByteFiles.Names(folder.Path / "cur")?.Count ?? 0) + (ByteFiles.Names(folder.Path / "new")?.Count ?? 0));

    /// <summary>Reports what is odd about the tree.</summary>
    private void Tell(string address, SourceMaildir maildir)
    {
        foreach (var name in maildir.BadFolders)
        {
            report.Add(ReportOutcome.LeftOut, address, "FolderBad", BytePath.Show(name));
        }

        foreach (var name in maildir.InexactFolders)
        {
            report.Add(ReportOutcome.Warning, address, "FolderInexact", BytePath.Show(name));
        }
    }

    private async Task<AccountTotals> Folder(
        IImportTarget mail, string address, AccountId? account, SourceMaildir maildir, SourceFolder folder, SpecialUse use, CancellationToken cancellation)
    {
        var next = SourceUids.Next(folder, SourceUids.Of(folder));
        var validity = folder.Uids?.UidValidity ?? 0;
        var subscribed = maildir.Subscriptions?.Contains(folder.Name) == true && mail.Find(folder.Name) is null;
        MailboxId id;
        try
        {
            id = await mail.Make(new ImportedMailbox(folder.Name, validity, 0, subscribed, use), cancellation);
        }
        catch (ArgumentException)
        {
            report.Add(ReportOutcome.LeftOut, address, "FolderBad", folder.Name);
            return new AccountTotals { LeftOut = folder.Messages.Count };
        }

        if (validity != 0 && mail.Find(id) is { } made && made.UidValidity != validity)
        {
            report.Add(ReportOutcome.Warning, address, "UidValidityKept", folder.Name, Number(validity), Number(made.UidValidity));
        }

        using var seen = state.Messages(account, id);
        if (seen.ReservedBelow == 0 && mail.Find(id)!.UidNext <= 1)
        {
            // From now on new mail gets UIDs above those of the source.
            seen.Reserve(next);
        }

        seen.Flush();
        var firstFree = mail.Find(id)!.UidNext;
        await mail.Make(new ImportedMailbox(folder.Name, validity, next, false, use) { Existing = id }, cancellation);
        var import = new MailboxImport(mail, id, folder, seen, firstFree, options, progress, report, address);
        await import.Run(folder.Name == "INBOX" ? new Pop3Names(maildir, folder, options.Pop3) : null, cancellation);
        return import.Totals;
    }

    // A fresh account has Sent, Trash and so on: an empty one makes way for the folder that the user has for it.
    private static async Task MakeRoom(
        IImportTarget mail, SourceMaildir maildir, IReadOnlyDictionary<string, SpecialUse> uses, CancellationToken cancellation)
    {
        foreach (var (name, use) in uses)
        {
            var ours = mail.Mailboxes.FirstOrDefault(mailbox => mailbox.SpecialUse == use && mailbox.Name != name);
            if (ours is { Exists: 0, UidNext: 1 } && !maildir.Folders.Exists(folder => folder.Name == ours.Name) && mail.Find(name) is null)
            {
                await mail.SetSubscribed(ours.Name, false, cancellation);
                await mail.Delete(ours.Id, cancellation);
            }
        }
    }

    private async Task<long> RemoveGoneFolders(IImportTarget mail, string address, AccountId? account, SourceMaildir maildir, CancellationToken cancellation)
    {
        var removed = 0L;
        foreach (var mailbox in mail.Mailboxes.Where(mailbox => !maildir.Folders.Exists(folder => folder.Name == mailbox.Name)).ToList())
        {
            if (state.HasMessages(account, mailbox.Id) && await mail.Keys(mailbox.Id, cancellation) is { Count: > 0 } keys)
            {
                if (!options.MirrorAll)
                {
                    report.Add(ReportOutcome.Warning, address, "MirrorStopped", mailbox.Name, keys.Count.ToString(CultureInfo.InvariantCulture));
                    continue;
                }

                using var seen = state.Messages(account, mailbox.Id);
                foreach (var key in keys.Keys)
                {
                    seen.Forget(key);
                }

                seen.Flush();
                removed += await mail.Remove(mailbox.Id, [.. keys.Values.Order()], cancellation);
            }
        }

        return removed;
    }

    private async Task Subscribe(IImportTarget mail, string address, SourceMaildir maildir, CancellationToken cancellation)
    {
        var key = "subscriptions " + address;
        if (maildir.Subscriptions is not { } names || state.Facts.IsSame(key, SeenFacts.Digest(names)))
        {
            return;
        }

        foreach (var name in names.Where(name => !mail.Subscriptions.Contains(name)))
        {
            await mail.SetSubscribed(name, true, cancellation);
        }

        state.Facts.Put(key, SeenFacts.Digest(names));
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
