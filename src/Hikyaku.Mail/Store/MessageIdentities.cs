using Hikyaku.Mail.Searching;

namespace Hikyaku.Mail.Store;

/// <summary>Reads the identities of messages (RFC 8474), and finds their conversations when someone asks for the first time.</summary>
internal sealed class MessageIdentities(AccountCore core, MessageReads reads)
{
    private const int Step = 256;

    /// <summary>The identities of messages, whose UIDs ascend; those that are gone are left out.</summary>
    public async ValueTask<IReadOnlyList<MessageObjects>> Of(MailboxId mailbox, IReadOnlyList<uint> uids, bool withThreads, CancellationToken cancellation)
    {
        var all = new List<MessageObjects>(uids.Count);
        foreach (var step in uids.Chunk(Step))
        {
            var found = await core.Read(db => db.ReadObjects(mailbox, step, cancellation), cancellation);
            all.AddRange(withThreads ? await WithThreads(mailbox, found, cancellation) : found);
        }

        return all;
    }

    private async ValueTask<IReadOnlyList<MessageObjects>> WithThreads(
        MailboxId mailbox, IReadOnlyList<MessageObjects> found, CancellationToken cancellation)
    {
        var missing = found.Where(message => message.Thread is null).ToDictionary(message => message.Uid, message => message.Email);
        if (missing.Count == 0 || core.IsFailed)
        {
            return found;
        }

        var candidates = new List<ThreadCandidate>();
        await reads.Headers(
            mailbox, [.. missing.Keys.Order()], (uid, row) => candidates.Add(ThreadKeys.Of(mailbox, uid, missing[uid], HeaderRow.Read(row))), cancellation);
        var threads = await core.Read(db => db.AssignThreads(candidates, cancellation), cancellation);
        core.Parts.Accounts.MarkChanged(core.Id);
        return [.. found.Select(message => threads.TryGetValue(message.Uid, out var thread) ? message with { Thread = thread } : message)];
    }
}
