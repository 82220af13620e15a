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
    private readonly HashSet<string> _badKeywords = new(StringComparer.Ordinal);
    private readonly List<(SourceMessage Message, int At, SourceFlags Flags, ImportedMessage Import)> _batch = [];
    private readonly List<ImportedName> _names = [];
    private readonly List<(ulong Key, uint Uid)> _gone = [];
    private long _batchBytes;
    private int _here;
    private int _renamed;

    /// <summary>What moved.</summary>
    public AccountTotals Totals { get; private set; } = new();

    /// <summary>Runs it. Each batch is whole or not at all, so that it can be stopped anywhere.</summary>
    public async Task Run(Pop3Names? pop3, CancellationToken cancellation)
    {
        await mail.EachKey(mailbox, Meet, cancellation);
        await ImportNew(pop3, cancellation);
        var changed = await new FlagUpdate(mail, mailbox, folder, seen, options.BatchMessages, _badKeywords).Run(cancellation);
        Totals = Totals with { Changed = Totals.Changed + changed };
        if (options.Mirror)
        {
            await RemoveGone(cancellation);
        }

        seen.Flush();
        if (Totals.Removed > 0 || Totals.LeftOut > 0)
        {
            report.Add(
                Totals.Removed > 0 ? ReportOutcome.Changed : ReportOutcome.Warning, address, "FolderCounts",
                [folder.Name, .. ((long[])[folder.Messages.Count, Totals.Taken, Totals.Changed, Totals.Removed, Totals.LeftOut]).Select(Number)]);
        }

        foreach (var keyword in _badKeywords)
        {
            report.Add(ReportOutcome.LeftOut, address, "KeywordBad", folder.Name, BytePath.Show(keyword));
        }
    }

    private void Meet(uint uid, string key)
    {
        _here++;
        var digest = SeenMessages.Key(key);
        if (folder.Messages.Find(digest) is >= 0 and var at)
        {
            folder.Messages.Row(at).Here = uid;
        }
        else if (options.Mirror)
        {
            _gone.Add((digest, uid));
        }
    }

    private async Task ImportNew(Pop3Names? pop3, CancellationToken cancellation)
    {
        await Plan(cancellation);
        for (var at = 0; at < folder.Messages.Count; at++)
        {
            cancellation.ThrowIfCancellationRequested();
            var message = folder.Messages[at];
            var row = folder.Messages.Row(at);
            if (ByteFiles.Facts(folder.File(message)) is not { } facts || facts.Kind is not FileKind.File)
            {
                // A link would lead out of the Maildir; a name that is gone was moved meanwhile.
                LeaveOut(message, row.Here != 0 ? null : "MessageNoFile");
                continue;
            }

            // Named for every message, also those that are here: two may have the same.
            var order = pop3?.Order(at, message, facts.Modified);
            var uidl = pop3?.Uidl(at, message, folder.UidValidity);
            Totals = Totals with { Messages = Totals.Messages + 1, Bytes = Totals.Bytes + facts.Length };
            if (row.Here != 0 || row.SeenUid != 0)
            {
                progress.Looked(1, 0);
                if (row.Here != 0 && pop3 is { IsTold: true })
                {
                    await Name(new ImportedName(row.Here, message.Key, uidl, order), cancellation);
                }

                continue;
            }

            Collect(at, message, facts, uidl, order);
            if (_batch.Count >= options.BatchMessages || _batchBytes >= options.BatchBytes)
            {
                await ImportBatch(cancellation);
            }
        }

        await ImportBatch(cancellation);
        await SetNames(cancellation);
        if (_renamed > 0)
        {
            report.Add(ReportOutcome.Changed, address, "UidlsChanged", Number(_renamed));
        }
    }

    private async Task Name(ImportedName name, CancellationToken cancellation)
    {
        _names.Add(name);
        if (_names.Count >= options.BatchMessages)
        {
            await SetNames(cancellation);
        }
    }

    // An earlier run went by another POP3 server: whoever says which it was wants its names.
    private async Task SetNames(CancellationToken cancellation)
    {
        if (_names.Count == 0)
        {
            return;
        }

        var before = (await mail.Names(mailbox, _names.Min(name => name.Uid), _names.Max(name => name.Uid), cancellation)).ToHashSet();
        _names.RemoveAll(before.Contains);
        if (_names.Count > 0)
        {
            await mail.SetNames(mailbox, _names, cancellation);
        }

        _renamed += _names.Count;
        _names.Clear();
    }

    // Every new message gets its UID before any is imported, so that a run that a crash ends goes on with the same ones.
    private async Task Plan(CancellationToken cancellation)
    {
        var known = mail.Find(mailbox);
        var next = Math.Max(known?.UidNext ?? 1, Math.Max(folder.Uids?.NextUid ?? 1, folder.Messages.NextUid));

        // In a mailbox that had mail before its first import the source's UIDs mean nothing.
        var keeps = seen.ReservedBelow > 0 || folder.Uids?.UidValidity == known?.UidValidity;
        var others = new List<int>();
        var isNew = false;
        for (var at = 0; at < folder.Messages.Count; at++)
        {
            ref readonly var row = ref folder.Messages.Row(at);
            if (row.Here != 0 || row.SeenUid != 0 || row.Plan != 0)
            {
                continue;
            }

            isNew = true;

            // UIDs are never used again: a UID of the source is good while no other message had it here.
            if (keeps && (row.Uid >= firstFree || (row.Uid < seen.ReservedBelow && !seen.HasUid(row.Uid))))
            {
                seen.Plan(at, row.Uid);
            }
            else
            {
                others.Add(at);
            }
        }

        others.ForEach(at => seen.Plan(at, next++));
        if (isNew)
        {
            seen.Flush();
            await mail.Make(new ImportedMailbox(folder.Name, 0, next, false, SpecialUse.None) { Existing = mailbox }, cancellation);
            seen.KeepPlans();
            seen.Flush();
        }
    }

    private void Collect(int at, in SourceMessage message, FileFacts facts, string? uidl, long? order)
    {
        if (facts.Length == 0)
        {
            report.Add(ReportOutcome.Warning, address, "MessageEmpty", folder.Name, BytePath.Show(message.FileName));
        }

        var flags = SourceFlags.Of(folder, message, _badKeywords);
        var path = folder.File(message);
        _batch.Add((message, at, flags, new ImportedMessage(
            message.Key, folder.Messages.Row(at).Plan, flags.Flags, flags.Keywords, facts.Modified, uidl, order,
            () => ByteFiles.OpenRead(path) ?? throw new FileNotFoundException(path.ToString()))));
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
            var (message, index, flags, import) = _batch[at];
            var item = result.Items[at];
            if (item.Problem is not null)
            {
                LeaveOut(message, "MessageUnreadable");
                continue;
            }

            seen.Put(index, seen.Record(item.Uid, flags));
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

    private async Task RemoveGone(CancellationToken cancellation)
    {
        if (!folder.IsWhole)
        {
            // What cannot be read is not gone.
            return;
        }

        if (!options.MirrorAll && _here >= ManyMessages && _gone.Count > _here / 2)
        {
            // Rather an incomplete copy than a user who tidied up.
            report.Add(ReportOutcome.Warning, address, "MirrorStopped", folder.Name, _gone.Count.ToString(CultureInfo.InvariantCulture));
        }
        else if (_gone.Count > 0)
        {
            var removed = await GoneMessages.Remove(mail, mailbox, seen, _gone, options.BatchMessages, cancellation);
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
