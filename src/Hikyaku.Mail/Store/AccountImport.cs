using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>
/// Takes messages over in big batches: files first, one sync of the volume, then the rows in one durable transaction. The journal sees none of it, so that
/// its size does not bound an import; the modseq advances as for any unit, so that a later replay skips nothing and repeats nothing.
/// </summary>
internal sealed class AccountImport(AccountCore core)
{
    private const int MaxWorkers = 8;
    private const int MessagesPerWorker = 16;

    public async ValueTask<MailboxId> Mailbox(ImportedMailbox imported, CancellationToken cancellation)
    {
        var name = MailboxName.Normalize(imported.Name, core.Parts.Limits)
            ?? throw new ArgumentException($"'{imported.Name}' is no name of a mailbox.", nameof(imported));
        using var held = await core.Enter(cancellation);
        var draft = core.Draft();
        var known = imported.Existing is { } id ? core.Memory.Find(id) : core.Memory.Find(name);
        if (known is null && imported.Existing is { } gone)
        {
            return gone;
        }

        var mailbox = known is null ? draft.CreateMailbox(name, imported.Use, imported.UidValidity) : Adopt(draft, known, imported);
        if (imported.UidNext > mailbox.UidNext)
        {
            draft.Touch(mailbox with { UidNext = imported.UidNext });
        }

        if (imported.Subscribed && !core.Memory.IsSubscribed(name))
        {
            draft.Add(new SubscriptionPut(name, Subscribed: true));
        }

        if (known is null || !draft.IsEmpty || imported.UidNext > mailbox.UidNext)
        {
            await core.Commit(draft, [], durable: true);
        }

        return mailbox.Id;
    }

    public async ValueTask<IReadOnlyDictionary<string, uint>> Keys(MailboxId mailbox, CancellationToken cancellation)
    {
        var keys = new Dictionary<string, uint>();
        await EachKey(mailbox, (uid, key) => keys[key] = uid, cancellation);
        return keys;
    }

    public async ValueTask EachKey(MailboxId mailbox, Action<uint, string> each, CancellationToken cancellation) =>
        await core.Read(
            async db =>
            {
                await db.ReadImportKeys(mailbox, each, cancellation);
                return true;
            },
            cancellation);

    public async ValueTask<IReadOnlyList<ImportedName>> Names(MailboxId mailbox, uint first, uint last, CancellationToken cancellation) =>
    [
        .. (await core.Read(db => db.ReadImports(mailbox, first, last, cancellation), cancellation))
            .Select(pair => new ImportedName(pair.Key, pair.Value.SourceKey, pair.Value.Pop3Uidl, pair.Value.Pop3Order)),
    ];

    /// <summary>Writes the rows of messages again, with other names.</summary>
    public async ValueTask Rename(MailboxId mailbox, IReadOnlyList<ImportedName> names, CancellationToken cancellation)
    {
        using var held = await core.Enter(cancellation);
        if (await core.Index(mailbox, cancellation) is not { } index)
        {
            return;
        }

        var draft = core.Draft();
        foreach (var name in names)
        {
            if (index.TryGetRow(name.Uid, out var row))
            {
                draft.Add(MessagePut.Of(mailbox, row, draft.ModSeq) with { Imported = new ImportFacts(name.SourceKey, name.Pop3Uidl, name.Pop3Order) });
            }
        }

        if (!draft.IsEmpty)
        {
            draft.Touch(draft.Mailbox(mailbox) with { HighestModSeq = draft.ModSeq });
            await core.Import(draft);
        }
    }

    public async ValueTask<ImportResult> Messages(MailboxId mailbox, IReadOnlyList<ImportedMessage> messages, CancellationToken cancellation)
    {
        using var held = await core.Enter(cancellation);
        if (core.Memory.Find(mailbox) is not { } info)
        {
            return new ImportResult([.. messages.Select(_ => new ImportedItem(0, 0, "The mailbox was removed."))], core.Memory.ModSeq);
        }

        var draft = core.Draft();
        var uids = await Assign(messages, info, cancellation);
        var items = await Write(mailbox, messages, uids, cancellation);
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Problem is null)
            {
                draft.PutMessage(mailbox, uid => Put(draft, mailbox, uid, messages[i], items[i]), uids[i]);
            }
        }

        if (!draft.IsEmpty)
        {
            await core.Parts.Volume.Sync(cancellation);
            await core.Import(draft);
            core.Parts.Backlog.AddImported(core.Id);
        }

        return new ImportResult(items, core.Memory.ModSeq);
    }

    // A mailbox that never held a message has no UID that a client could have kept: it takes the source's UIDVALIDITY.
    private static MailboxInfo Adopt(UnitDraft draft, MailboxInfo known, ImportedMailbox imported)
    {
        var use = imported.ReplacesUse || (known.SpecialUse == SpecialUse.None && known.Name != MailboxName.Inbox) ? imported.Use : known.SpecialUse;
        var validity = imported.UidValidity != 0 && known is { UidNext: 1, Exists: 0 } ? imported.UidValidity : known.UidValidity;
        if (use != known.SpecialUse || validity != known.UidValidity)
        {
            draft.Add(new MailboxPut(known.Id, known.Name, validity, use, known.Created.ToUnixTimeSeconds()));
        }

        return known with { UidValidity = validity, SpecialUse = use };
    }

    // RFC 9051 §2.3.1.1: a UID is given once; a message whose file fails leaves a gap.
    private async ValueTask<uint[]> Assign(IReadOnlyList<ImportedMessage> messages, MailboxInfo mailbox, CancellationToken cancellation)
    {
        var taken = new HashSet<uint>();
        var last = messages.Max(m => m.Uid);

        // The rows, not the index: an import must not need memory for each message that is here.
        await core.ReadUids(mailbox.Id, messages.Min(m => m.Uid), last, uid => taken.Add(uid), cancellation);
        var next = Math.Max(mailbox.UidNext, last + 1);
        return [.. messages.Select(m => m.Uid != 0 && taken.Add(m.Uid) ? m.Uid : next++)];
    }

    // Reading and writing files blocks: threads of their own do it, each one file at a time.
    private async ValueTask<ImportedItem[]> Write(
        MailboxId mailbox, IReadOnlyList<ImportedMessage> messages, uint[] uids, CancellationToken cancellation)
    {
        var items = new ImportedItem[messages.Count];
        var taken = -1;
        var workers = Math.Clamp(messages.Count / MessagesPerWorker, 1, Math.Clamp(Environment.ProcessorCount + 1, 2, MaxWorkers));
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ =>
            Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        cancellation.ThrowIfCancellationRequested();
        return items;

        void Work()
        {
            try
            {
                while (Interlocked.Increment(ref taken) is var i && i < items.Length && !cancellation.IsCancellationRequested)
                {
                    items[i] = Write(mailbox, messages[i], uids[i]);
                }
            }
            catch
            {
                // What one can not write, the others need not try.
                Volatile.Write(ref taken, items.Length);
                throw;
            }
        }
    }

    private ImportedItem Write(MailboxId mailbox, ImportedMessage message, uint uid)
    {
        try
        {
            using var source = message.Open();
            var written = core.Parts.Blobs.Import(source, MessageLocation.InMailbox(core.Id, mailbox, uid));
            return new ImportedItem(uid, written.Length, null, written.Checksum);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new ImportedItem(0, 0, exception.Message);
        }
    }

    private static MessagePut Put(UnitDraft draft, MailboxId mailbox, uint uid, ImportedMessage message, ImportedItem item) => new()
    {
        Mailbox = mailbox,
        Uid = uid,
        ModSeq = draft.ModSeq,
        Flags = message.Flags,
        Keywords = Keywords.Join(MessageEdits.Listed(message.Keywords)),
        Size = item.Size,
        Checksum = item.Checksum,
        InternalDate = message.InternalDate.ToUnixTimeSeconds(),
        ZoneMinutes = (short)message.InternalDate.TotalOffsetMinutes,
        SavedDate = draft.Now,
        Imported = new ImportFacts(message.SourceKey, message.Pop3Uidl, message.Pop3Order),
    };
}
