using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching.Indexing;

/// <summary>Brings the index of one account up to date, a batch at a time: messages that it lacks come in, the newest first, and those that are gone go.</summary>
internal sealed class IndexFill(AccountCore account, TimeProvider time)
{
    private const int BatchMessages = 64;
    private const int BatchTokens = 100_000;

    // What has more different words is no letter; it is read when it is searched.
    private const int MaxTokens = 200_000;
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Works until all that is pending is in; false when the index fails.</summary>
    public async ValueTask<bool> Run(PendingTexts pending, CancellationToken cancellation)
    {
        // What is not loaded knows no mailboxes: they would seem to be gone.
        (await account.Enter(cancellation)).Dispose();
        return await account.SearchIndex.Use<object>(create: true, async index => { await Run(index, pending, cancellation); return pending; }) is not null;
    }

    private async ValueTask Run(ISearchIndex index, PendingTexts pending, CancellationToken cancellation)
    {
        if (pending.IsAll && await index.ReadModSeq(cancellation) == pending.ModSeq)
        {
            return;
        }

        foreach (var (mailbox, uids) in await Mailboxes(index, pending, cancellation))
        {
            if (account.Memory.Find(mailbox) is { } info)
            {
                await Fill(index, info, uids, cancellation);
            }
            else
            {
                await index.Forget(mailbox, cancellation);
            }
        }

        await index.SetModSeq(pending.ModSeq, cancellation);
    }

    private async ValueTask<IReadOnlyDictionary<MailboxId, HashSet<uint>?>> Mailboxes(ISearchIndex index, PendingTexts pending, CancellationToken cancellation)
    {
        if (!pending.IsAll)
        {
            return pending.Mailboxes;
        }

        var all = account.Memory.Mailboxes.Select(info => info.Id).Union(await index.Mailboxes(cancellation));
        return all.ToDictionary(mailbox => mailbox, _ => (HashSet<uint>?)null);
    }

    private async ValueTask Fill(ISearchIndex index, MailboxInfo mailbox, HashSet<uint>? uids, CancellationToken cancellation)
    {
        var covered = await index.Begin(mailbox.Id, mailbox.UidValidity, cancellation);
        var present = await Present(mailbox.Id, uids, cancellation);
        IEnumerable<uint> known = uids is not null ? uids : covered.Indexed.All().Concat(covered.Skipped.All());
        var gone = known.Where(uid => !present.Contains(uid) && (covered.Indexed.Contains(uid) || covered.Skipped.Contains(uid)));
        foreach (var some in gone.Chunk(BatchMessages * 8))
        {
            await index.Write(new IndexBatch([], [.. some.Select(uid => (mailbox.Id, uid))]), cancellation);
        }

        var missing = present.All().Where(uid => !covered.Indexed.Contains(uid) && !covered.Skipped.Contains(uid)).Reverse();
        foreach (var some in missing.Chunk(BatchMessages))
        {
            var began = time.GetTimestamp();
            await Add(index, mailbox.Id, some, cancellation);
            await Pause(time.GetElapsedTime(began), cancellation);
        }
    }

    // Mail that comes in meanwhile gets the processor first.
    private ValueTask Pause(TimeSpan worked, CancellationToken cancellation) =>
        account.Parts.Index.IsBusy ? new(Task.Delay(worked < MaxPause ? worked : MaxPause, time, cancellation)) : default;

    private async ValueTask<UidSet> Present(MailboxId mailbox, HashSet<uint>? uids, CancellationToken cancellation)
    {
        var present = new UidSet();
        await account.Read(
            async database =>
            {
                if (uids is null)
                {
                    await database.ReadUids(mailbox, 1, uint.MaxValue, present.Add, cancellation);
                }

                foreach (var uid in uids ?? [])
                {
                    await database.ReadUids(mailbox, uid, uid, present.Add, cancellation);
                }

                return true;
            },
            cancellation);
        return present;
    }

    private async ValueTask Add(ISearchIndex index, MailboxId mailbox, uint[] uids, CancellationToken cancellation)
    {
        Array.Sort(uids);
        var texts = new List<IndexedText>();
        var tokens = 0;
        var reads = new MessageReads(account);
        foreach (var details in await reads.Details(mailbox, uids, DetailFields.Parts, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            if (reads.Open(mailbox, details.Uid) is { } reader)
            {
                using (reader)
                {
                    texts.Add(Text(mailbox, details.Uid, new MessageText(reader, details.Parts!)));
                    tokens += texts[^1].Header.Count + (texts[^1].Body?.Count ?? 0);
                }
            }

            if (tokens > BatchTokens)
            {
                await index.Write(new IndexBatch([.. texts], []), cancellation);
                texts.Clear();
                tokens = 0;
            }
        }

        if (texts.Count > 0)
        {
            await index.Write(new IndexBatch(texts, []), cancellation);
        }
    }

    private static IndexedText Text(MailboxId mailbox, uint uid, MessageText text)
    {
        var header = new HashSet<string>(StringComparer.Ordinal);
        var body = new HashSet<string>(StringComparer.Ordinal);
        text.HeaderTokens(token => header.Add(token));
        text.BodyTokens(token => body.Add(token), () => body.Count <= MaxTokens);
        return new IndexedText(mailbox, uid, header, body.Count + header.Count <= MaxTokens ? body : null);
    }
}
