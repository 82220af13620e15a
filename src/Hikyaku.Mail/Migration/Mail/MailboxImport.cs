using System.Globalization;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.State;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>Brings one mailbox to what its source folder says: new messages, flags that changed there, and removals when mirroring.</summary>
internal sealed class MailboxImport(
    IImportTarget mail, MailboxId mailbox, SourceFolder folder, SeenMessages seen, uint firstFree, ImportOptions options, ImportProgress progress,
    MigrationReport report, string address)
{
    private const int ManyMessages = 20;
    private readonly List<string> _badKeywords = [];
    private readonly List<(SourceMessage Message, SourceFlags Flags, ImportedMessage Import, long Size)> _batch = [];
    private readonly List<ImportedName> _names = [];
    private long _batchBytes;

    /// <summary>What moved.</summary>
    public AccountTotals Totals { get; private set; } = new();

    /// <summary>Runs it. Each batch is whole or not at all, so that it can be stopped anywhere.</summary>
    public async Task Run(Pop3Names? pop3, CancellationToken cancellation)
    {
        var here = await mail.Keys(mailbox, cancellation);
        await ImportNew(here, pop3, cancellation);
        await UpdateFlags(here, cancellation);
        if (options.Mirror)
        {
            await RemoveGone(here, cancellation);
        }

        seen.Flush();
        if (Totals.Removed > 0 || Totals.LeftOut > 0)
        {
            report.Add(
                Totals.Removed > 0 ? ReportOutcome.Changed : ReportOutcome.Warning, address, "FolderCounts",
                [folder.Name, .. ((long[])[folder.Messages.Count, Totals.Taken, Totals.Changed, Totals.Removed, Totals.LeftOut]).Select(Number)]);
        }

        foreach (var keyword in _badKeywords.Distinct(StringComparer.Ordinal))
        {
            report.Add(ReportOutcome.LeftOut, address, "KeywordBad", folder.Name, BytePath.Show(keyword));
        }
    }

    private async Task ImportNew(IReadOnlyDictionary<string, uint> here, Pop3Names? pop3, CancellationToken cancellation)
    {
        var uids = SourceUids.Of(folder);
        await Plan(uids, here, cancellation);
        foreach (var (message, uid) in uids)
        {
            cancellation.ThrowIfCancellationRequested();
            if (ByteFiles.Facts(folder.File(message)) is not { } facts || facts.Kind is not FileKind.File)
            {
                // A link would lead out of the Maildir; a name that is gone was moved meanwhile.
                LeaveOut(message, here.ContainsKey(message.Key) ? null : "MessageNoFile");
                continue;
            }

            // Named for every message, also those that are here: two may have the same.
            var order = pop3?.Order(message, uid, facts.Modified);
            var uidl = pop3?.Uidl(message, uid, folder.Uids?.UidValidity ?? 0);
            Totals = Totals with { Messages = Totals.Messages + 1, Bytes = Totals.Bytes + facts.Length };
            if (here.TryGetValue(message.Key, out var known) || seen.TryGet(message.Key, out _))
            {
                progress.Looked(1, 0);
                if (known != 0 && pop3 is { IsTold: true })
                {
                    _names.Add(new ImportedName(known, message.Key, uidl, order));
                }

                continue;
            }

            Collect(message, facts, seen.TryGetPlan(message.Key, out var planned) ? planned : 0, uidl, order);
            if (_batch.Count >= options.BatchMessages || _batchBytes >= options.BatchBytes)
            {
                await ImportBatch(cancellation);
            }
        }

        await ImportBatch(cancellation);
        await SetNames(cancellation);
    }

    // An earlier run went by another POP3 server: whoever says which it was wants its names.
    private async Task SetNames(CancellationToken cancellation)
    {
        var before = _names.Count == 0 ? [] : (await mail.Names(mailbox, cancellation)).ToHashSet();
        var changed = _names.Where(name => !before.Contains(name)).ToList();
        foreach (var batch in changed.Chunk(options.BatchMessages))
        {
            await mail.SetNames(mailbox, batch, cancellation);
        }

        if (changed.Count > 0)
        {
            report.Add(ReportOutcome.Changed, address, "UidlsChanged", Number(changed.Count));
        }
    }

    // Every new message gets its UID before any is imported, so that a run that a crash ends goes on with the same ones.
    private async Task Plan(List<(SourceMessage Message, uint Uid)> uids, IReadOnlyDictionary<string, uint> here, CancellationToken cancellation)
    {
        var known = mail.Find(mailbox);
        var next = Math.Max(known?.UidNext ?? 1, SourceUids.Next(folder, uids));

        // In a mailbox that had mail before its first import the source's UIDs mean nothing.
        var keeps = seen.ReservedBelow > 0 || folder.Uids?.UidValidity == known?.UidValidity;
        var others = new List<string>();
        var isNew = false;
        foreach (var (message, uid) in uids)
        {
            if (here.ContainsKey(message.Key) || seen.TryGet(message.Key, out _) || seen.TryGetPlan(message.Key, out _))
            {
                continue;
            }

            isNew = true;

            // UIDs are never used again: a UID of the source is good while no other message had it here.
            if (keeps && (uid >= firstFree || (uid < seen.ReservedBelow && !seen.HasUid(uid))))
            {
                seen.Plan(message.Key, uid);
            }
            else
            {
                others.Add(message.Key);
            }
        }

        others.ForEach(key => seen.Plan(key, next++));
        if (isNew)
        {
            seen.Flush();
            await mail.Make(new ImportedMailbox(folder.Name, 0, next, false, SpecialUse.None) { Existing = mailbox }, cancellation);
            seen.KeepPlans();
            seen.Flush();
        }
    }

    private void Collect(in SourceMessage message, FileFacts facts, uint uid, string? uidl, long? order)
    {
        if (facts.Length == 0)
        {
            report.Add(ReportOutcome.Warning, address, "MessageEmpty", folder.Name, BytePath.Show(message.FileName));
        }

        var flags = SourceFlags.Of(folder, message, _badKeywords);
        var path = folder.File(message);
        _batch.Add((message, flags, new ImportedMessage(
            message.Key, uid, flags.Flags, flags.Keywords, facts.Modified, uidl, order,
            () => ByteFiles.OpenRead(path) ?? throw new FileNotFoundException(path.ToString())), facts.Length));
        _batchBytes += facts.Length;
    }

    private async Task ImportBatch(CancellationToken cancellation)
    {
        if (_batch.Count == 0)
        {
            return;
        }

        var result = await mail.Import(mailbox, [.. _batch.Select(item => item.Import)], cancellation);
        for (var at = 0; at < _batch.Count; at++)
        {
            var (message, flags, import, _) = _batch[at];
            var item = result.Items[at];
            if (item.Problem is not null)
            {
                LeaveOut(message, "MessageUnreadable");
                continue;
            }

            seen.Put(message.Key, seen.Record(item.Uid, flags));
            Totals = Totals with { Taken = Totals.Taken + 1 };
            if (import.Uid != 0 && item.Uid != import.Uid)
            {
                report.Add(ReportOutcome.Warning, address, "UidChanged", folder.Name, Number(import.Uid), Number(item.Uid));
            }
        }

        seen.Flush();
        progress.Looked(_batch.Count, _batchBytes);
        _batch.Clear();
        _batchBytes = 0;
    }

    // What changed at the source since it was seen last is changed here; the rest stays as its user has it.
    private async Task UpdateFlags(IReadOnlyDictionary<string, uint> here, CancellationToken cancellation)
    {
        var index = await mail.Index(mailbox, cancellation);
        var changes = new Dictionary<string, (FlagMerge Merge, List<(string Key, SeenRecord Record)> Messages)>(StringComparer.Ordinal);
        foreach (var message in folder.Messages)
        {
            if (!here.TryGetValue(message.Key, out var uid) || index is null || !index.TryGet(uid, out var entry))
            {
                continue;
            }

            var flags = SourceFlags.Of(folder, message, _badKeywords);
            var record = seen.Record(uid, flags);
            var isKnown = seen.TryGet(message.Key, out var last);
            if (isKnown && last.Flags == record.Flags)
            {
                continue;
            }

            var merge = new FlagMerge(isKnown ? seen.Flags(last) : null, flags);
            if (!merge.WouldChange(entry))
            {
                seen.Put(message.Key, record);
                continue;
            }

            (changes.TryGetValue(merge.Text, out var known) ? known : changes[merge.Text] = (merge, [])).Messages.Add((message.Key, record));
        }

        foreach (var (merge, messages) in changes.Values)
        {
            await Change(merge, messages, cancellation);
        }
    }

    private async Task Change(FlagMerge merge, List<(string Key, SeenRecord Record)> messages, CancellationToken cancellation)
    {
        List<uint> uids = [.. messages.Select(message => message.Record.Uid).Order()];
        foreach (var change in merge.Changes)
        {
            if (!await mail.StoreFlags(mailbox, uids, change, cancellation))
            {
                return;
            }
        }

        messages.ForEach(message => seen.Put(message.Key, message.Record));
        Totals = Totals with { Changed = Totals.Changed + messages.Count };
    }

    private async Task RemoveGone(IReadOnlyDictionary<string, uint> here, CancellationToken cancellation)
    {
        var there = folder.Messages.Select(message => message.Key).ToHashSet(StringComparer.Ordinal);
        var gone = here.Where(pair => !there.Contains(pair.Key)).ToList();
        if (!folder.IsWhole)
        {
            // What cannot be read is not gone.
            return;
        }

        if (!options.MirrorAll && here.Count >= ManyMessages && gone.Count > here.Count / 2)
        {
            // Rather an incomplete copy than a user who tidied up.
            report.Add(ReportOutcome.Warning, address, "MirrorStopped", folder.Name, gone.Count.ToString(CultureInfo.InvariantCulture));
        }
        else if (gone.Count > 0)
        {
            gone.ForEach(pair => seen.Forget(pair.Key));
            seen.Flush();
            var removed = await mail.Remove(mailbox, [.. gone.Select(pair => pair.Value).Order()], cancellation);
            Totals = Totals with { Removed = Totals.Removed + removed };
        }
    }

    private void LeaveOut(in SourceMessage message, string? code)
    {
        progress.Looked(1, 0);
        if (code is not null)
        {
            Totals = Totals with { LeftOut = Totals.LeftOut + 1 };
            report.Add(ReportOutcome.LeftOut, address, code, folder.Name, BytePath.Show(message.FileName));
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
