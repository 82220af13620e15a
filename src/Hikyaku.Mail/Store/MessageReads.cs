using Hikyaku.Formats.Mime;

namespace Hikyaku.Mail.Store;

/// <summary>Reads the messages of an account.</summary>
internal sealed class MessageReads(AccountCore core)
{
    // Details are read and found anew in steps, so that a long list holds neither the database nor memory for long.
    private const int Step = 256;

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

            if (!wanted.HasFlag(DetailFields.OnlyStored))
            {
                await Analyze(mailbox, step, found, cancellation);
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

    // Imported and restored messages have no details until someone asks.
    private async ValueTask Analyze(MailboxId mailbox, uint[] uids, Dictionary<uint, MessageDetails> found, CancellationToken cancellation)
    {
        var fresh = new List<StoredDetails>();
        foreach (var uid in uids)
        {
            cancellation.ThrowIfCancellationRequested();
            if (found.ContainsKey(uid) || Open(mailbox, uid) is not { } reader)
            {
                continue;
            }

            using (reader)
            {
                await using var stream = new BufferedStream(reader.OpenStream(), 64 * 1024);
                var stored = DetailsFormat.ToStored(mailbox, uid, MessageAnalyzer.Analyze(stream));
                DetailsFormat.TryRead(stored, DetailFields.All, out var details);
                found[uid] = details!;
                fresh.Add(stored);
            }
        }

        if (fresh.Count > 0 && !core.IsFailed)
        {
            await core.Read(async db => { await db.WriteDetails(fresh, cancellation); return true; }, cancellation);

            // The next checkpoint moves a long WAL into its file.
            core.Parts.Accounts.MarkChanged(core.Id);
        }
    }
}
