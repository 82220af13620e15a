using Hikyaku.Formats.Mime;
using Hikyaku.Mail.Searching;

namespace Hikyaku.Mail.Store;

/// <summary>Reads the messages of an account.</summary>
internal sealed class MessageReads(AccountCore core)
{
    // Details are read and found anew in steps, so that a long list holds neither the database nor memory for long.
    private const int Step = 256;

    // Header rows are small.
    private const int HeaderStep = 4096;

    // How sparse a set may be and is still read in one walk.
    private const int MaxGaps = 4;

    public MessageReader? Open(MailboxId mailbox, uint uid) => core.Parts.Blobs.Open(MessageLocation.InMailbox(core.Id, mailbox, uid));

    public async ValueTask<IReadOnlyList<MessageDetails>> Details(
        MailboxId mailbox, IReadOnlyList<uint> uids, DetailFields wanted, CancellationToken cancellation)
    {
        var all = new List<MessageDetails>(uids.Count);
        var uidls = wanted.HasFlag(DetailFields.Pop3Uidl) ? (await Pop3(mailbox, cancellation)).Messages.ToDictionary(m => m.Uid, m => m.Uidl) : [];
        foreach (var step in uids.Chunk(Step))
        {
            var found = new Dictionary<uint, MessageDetails>(step.Length);
            foreach (var stored in await core.Read(db => db.ReadDetails(mailbox, step, wanted, cancellation), cancellation))
            {
                if (DetailsFormat.TryRead(stored, wanted, out var details))
                {
                    found[stored.Uid] = details;
                }
            }

            var missing = wanted.HasFlag(DetailFields.OnlyStored) ? [] : Array.FindAll(step, uid => !found.ContainsKey(uid));
            foreach (var stored in await Analyze(mailbox, missing, cancellation))
            {
                DetailsFormat.TryRead(stored, DetailFields.All, out var details);
                found[stored.Uid] = details!;
            }

            all.AddRange(step.Where(found.ContainsKey).Select(uid => found[uid] with { Pop3Uidl = uidls.GetValueOrDefault(uid) }));
        }

        return all;
    }

    public async ValueTask<Pop3Listing> Pop3(MailboxId mailbox, CancellationToken cancellation)
    {
        MailboxIndex? index;
        using (await core.Enter(cancellation))
        {
            index = await core.Index(mailbox, cancellation);
        }

        var entries = new List<MessageEntry>();
        index?.CopyTo(1, uint.MaxValue, entries);
        var imports = (await core.Read(db => db.ReadImports(mailbox, 1, uint.MaxValue, cancellation), cancellation)).ToDictionary(i => i.Key, i => i.Value);
        return new Pop3Listing(mailbox, Pop3Order.List(entries, imports, index?.UidValidity ?? 0));
    }

    /// <summary>Calls for the header row of each message; the UIDs ascend. Rows that are missing are made, and come last in their step.</summary>
    public async ValueTask Headers(MailboxId mailbox, IReadOnlyList<uint> uids, HeaderRowAction each, CancellationToken cancellation)
    {
        foreach (var step in uids.Chunk(HeaderStep))
        {
            var missing = new List<uint>();
            await core.Read(
                async db =>
                {
                    missing.AddRange(await Headers(db, mailbox, step, each, cancellation));
                    return true;
                },
                cancellation);
            foreach (var few in missing.Chunk(Step))
            {
                foreach (var stored in await Analyze(mailbox, few, cancellation))
                {
                    each(stored.Uid, stored.Headers);
                }
            }
        }
    }

    // One walk over neighbours costs a fraction of as many look-ups.
    private static async ValueTask<IEnumerable<uint>> Headers(
        IAccountDatabase database, MailboxId mailbox, uint[] uids, HeaderRowAction each, CancellationToken cancellation)
    {
        var isFound = new bool[uids.Length];
        if (uids[^1] - uids[0] < MaxGaps * (long)uids.Length)
        {
            var next = 0;
            await database.ReadHeaders(mailbox, uids[0], uids[^1], Walk, cancellation);

            void Walk(uint uid, ReadOnlySpan<byte> row)
            {
                while (uids[next] < uid)
                {
                    next++;
                }

                if (uids[next] == uid && (isFound[next] = HeaderRow.Read(row).IsKnown))
                {
                    each(uid, row);
                }
            }
        }
        else
        {
            for (var i = 0; i < uids.Length; i++)
            {
                await database.ReadHeaders(mailbox, uids[i], uids[i], Take, cancellation);

                void Take(uint uid, ReadOnlySpan<byte> row)
                {
                    if (isFound[i] = HeaderRow.Read(row).IsKnown)
                    {
                        each(uid, row);
                    }
                }
            }
        }

        return uids.Where((_, i) => !isFound[i]);
    }

    // Imported and restored messages have no details until someone asks.
    private async ValueTask<List<StoredDetails>> Analyze(MailboxId mailbox, uint[] uids, CancellationToken cancellation)
    {
        var fresh = new List<StoredDetails>();
        foreach (var uid in uids)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Open(mailbox, uid) is { } reader)
            {
                using (reader)
                {
                    await using var stream = new BufferedStream(reader.OpenStream(), 64 * 1024);
                    fresh.Add(DetailsFormat.ToStored(mailbox, uid, MessageAnalyzer.Analyze(stream)));
                }
            }
        }

        if (fresh.Count > 0 && !core.IsFailed)
        {
            await core.Read(async db => { await db.WriteDetails(fresh, cancellation); return true; }, cancellation);

            // The next checkpoint moves a long WAL into its file.
            core.Parts.Accounts.MarkChanged(core.Id);
        }

        return fresh;
    }
}
