using System.Globalization;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.State;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>
/// Finds the mailbox that a source folder goes to. The state names it by number, so that a mailbox renamed here goes on under its new name; one removed here
/// comes back only for messages that the last import did not see; one that has another directory at the source is found by UIDVALIDITY and base names.
/// </summary>
internal sealed class FolderTargets(
    IImportTarget mail, AccountId? account, SeenFolders folders, ImportState state, SourceMaildir maildir, MigrationReport report, string address)
{
    private readonly List<string> _gone = [.. folders.Folders.Keys.Where(directory => !maildir.Has(directory))];

    /// <summary>Folders of earlier imports that the source has no more, under any name.</summary>
    public IEnumerable<(string Directory, FolderState Folder)> Gone => _gone.Select(directory => (directory, folders.Folders[directory]));

    /// <summary>The name of the mailbox that a source folder of a name goes to, where that is another.</summary>
    public Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>Has the mailboxes of folders that moved go with them, so that their old names are free for the folders that have them now.</summary>
    public async Task Follow(IReadOnlyList<(string From, SourceDirectory To)> moves, IReadOnlyDictionary<string, SpecialUse> uses, CancellationToken cancellation)
    {
        List<(SourceDirectory To, FolderState State)> left = [.. moves.Select(move => (move.To, folders.Folders[move.From]))];
        foreach (var (from, _) in moves)
        {
            folders.Forget(from);
        }

        foreach (var (to, known) in left)
        {
            SetAside(to.Directory);
            folders.Put(to.Directory, known);
        }

        // A name is free once the folder that had it has moved; where two swapped theirs, neither ever is.
        while (left.Count > 0)
        {
            var next = Math.Max(0, left.FindIndex(move => mail.Find(move.To.Name) is null));
            var (to, known) = left[next];
            left.RemoveAt(next);
            if (mail.Find(new MailboxId(known.Mailbox)) is { } mailbox)
            {
                folders.Put(to.Directory, await Follow(mailbox, known, to.Name, cancellation));
                var use = uses.GetValueOrDefault(to.Name);
                await mail.Make(new ImportedMailbox(to.Name, 0, 0, false, use) { Existing = mailbox.Id, ReplacesUse = true }, cancellation);
            }
        }
    }

    /// <summary>The mailbox of a folder; null when its user removed it and nothing new came.</summary>
    public async Task<FolderTarget?> Find(SourceFolder folder, SpecialUse use, CancellationToken cancellation)
    {
        var known = folders.Folders.GetValueOrDefault(folder.Directory);
        if (Earlier(folder, known) is { } earlier)
        {
            SetAside(folder.Directory);
            known = folders.Folders[earlier];
            folders.Put(folder.Directory, known);
            _gone.Remove(earlier);
            folders.Forget(earlier);
            if (mail.Find(new MailboxId(known.Mailbox)) is { } moved && known.Source != folder.Name)
            {
                known = await Follow(moved, known, folder.Name, cancellation);
            }
        }

        if (known is null)
        {
            return await Make(folder, folder.Name, use, cancellation);
        }

        if (mail.Find(new MailboxId(known.Mailbox)) is not { } mailbox)
        {
            return await Again(folder, known, use, cancellation);
        }

        if (mailbox.Name != known.Here)
        {
            report.Add(ReportOutcome.Warning, address, "FolderRenamedHere", folder.Name, mailbox.Name);
        }

        return Keep(folder, mailbox, known.Here);
    }

    // Another folder had this name before; a slash is in no directory's name.
    private void SetAside(string directory)
    {
        if (folders.Folders.GetValueOrDefault(directory) is { } other)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{directory}/{other.UidValidity}");
            folders.Put(key, other);
            _gone.Add(key);
        }
    }

    private FolderTarget Keep(SourceFolder folder, MailboxInfo mailbox, string here)
    {
        Note(folder, mailbox, here);
        return new FolderTarget(mailbox.Id, folder.UidValidity, state.Messages(account, mailbox.Id, folder.Messages));
    }

    private void Note(SourceFolder folder, MailboxInfo mailbox, string here)
    {
        folders.Put(folder.Directory, new FolderState(mailbox.Id.Value, folder.UidValidity, folder.Name, here));
        if (mailbox.Name != folder.Name)
        {
            Names[folder.Name] = mailbox.Name;
        }
    }

    private async Task<FolderTarget> Make(SourceFolder folder, string wanted, SpecialUse use, CancellationToken cancellation)
    {
        var name = FolderSearch.Unique(wanted, candidate => IsTaken(candidate, folder));
        var id = await mail.Make(new ImportedMailbox(name, folder.UidValidity, 0, false, use), cancellation);
        if (folder.Naming == FolderNaming.MadeUp || name != wanted)
        {
            report.Add(ReportOutcome.Changed, address, "FolderNamed", Files.BytePath.Show(folder.Directory), name);
        }

        return Keep(folder, mail.Find(id)!, name);
    }

    // One name, one source: a mirror would remove what another folder brought.
    private bool IsTaken(string name, SourceFolder folder) =>
        mail.Find(name) is { } mailbox
        && (folder.Naming == FolderNaming.MadeUp || folders.Folders.Any(other => other.Key != folder.Directory && other.Value.Mailbox == mailbox.Id.Value));

    // Its user removed it: what was there stays away.
    private async Task<FolderTarget?> Again(SourceFolder folder, FolderState known, SpecialUse use, CancellationToken cancellation)
    {
        var fresh = folder.Messages.Count - state.Count(account, new MailboxId(known.Mailbox), folder.Messages);
        if (fresh == 0)
        {
            folders.Put(folder.Directory, known with { UidValidity = folder.UidValidity, Source = folder.Name });
            report.Add(ReportOutcome.Warning, address, "FolderRemovedHere", folder.Name, Number(folder.Messages.Count));
            return null;
        }

        var name = FolderSearch.Unique(known.Here, candidate => IsTaken(candidate, folder));
        var id = mail.Find(name)?.Id ?? await mail.Make(new ImportedMailbox(name, 0, 0, false, use), cancellation);

        // Before the state names the new mailbox: a crash between must not bring the old mail.
        using var old = state.Messages(account, new MailboxId(known.Mailbox), null);
        var seen = state.Messages(account, id, folder.Messages);
        seen.TakeOver(old);
        seen.Flush();
        Note(folder, mail.Find(id)!, name);
        report.Add(ReportOutcome.Changed, address, "FolderBack", folder.Name, Number(fresh), Number(folder.Messages.Count - fresh));

        // The old UIDVALIDITY with the old mailbox: it may have had UIDs that the source does not know.
        return new FolderTarget(id, 0, seen);
    }

    // The directory that a folder had: the one with its UIDVALIDITY and a message of it, or one of the same name in another spelling.
    private string? Earlier(SourceFolder folder, FolderState? known)
    {
        var same = folder.UidValidity == 0 ? null
            : _gone.Find(directory => folders.Folders[directory].UidValidity == folder.UidValidity && Shares(folders.Folders[directory], folder));
        if (known is null)
        {
            return same ?? _gone.Find(directory => folders.Folders[directory].Source == folder.Name);
        }

        // It had this name, then another, and has it again.
        return same is not null && (known.UidValidity != folder.UidValidity || !Shares(known, folder)) ? same : null;
    }

    private bool Shares(FolderState known, SourceFolder folder) => state.Count(account, new MailboxId(known.Mailbox), folder.Messages) > 0;

    // The source has another name for it: so have we, unless its user chose one, or a mailbox below it would move that did not move there.
    private async Task<FolderState> Follow(MailboxInfo mailbox, FolderState known, string name, CancellationToken cancellation)
    {
        var below = known.Here + "/";
        var stays = mail.Mailboxes.Any(other => other.Name.StartsWith(below, StringComparison.Ordinal)
            && !_gone.Exists(directory => folders.Folders[directory].Mailbox == other.Id.Value));
        if (mailbox.Name == name)
        {
            return known with { Here = name };
        }

        if (mailbox.Name != known.Here || stays || mail.Find(name) is not null || !await mail.Rename(mailbox.Id, name, cancellation))
        {
            report.Add(ReportOutcome.Warning, address, "FolderRenamedThere", known.Source, name, mailbox.Name);
            return known with { Here = mailbox.Name };
        }

        report.Add(ReportOutcome.Changed, address, "FolderRenamed", known.Source, name);
        foreach (var (directory, other) in folders.Folders.Where(other => other.Value.Here.StartsWith(below, StringComparison.Ordinal)).ToList())
        {
            folders.Put(directory, other with { Here = name + other.Here[known.Here.Length..] });
        }

        return known with { Here = name };
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
