using System.Buffers;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>
/// COPY and MOVE between mailboxes of two accounts, or where not all flags may be set: the messages are added to the target anew. All or none;
/// for MOVE the source loses them once they are in the target, so that a crash between leaves both and never neither.
/// </summary>
internal static class ForeignCopy
{
    private const int Batch = 50;
    private const int Piece = 64 * 1024;

    public static async ValueTask<CopyResult> Run(ImapSession session, MailboxView view, List<uint> uids, ReachedMailbox target, bool isMove)
    {
        var pairs = new List<UidPair>();
        var (validity, modSeq) = (target.Info.UidValidity, 0UL);
        foreach (var batch in uids.Chunk(Batch))
        {
            var (result, sources) = await Append(session, view, batch, target);
            if (result is AppendResult.Refused refused)
            {
                // RFC 9051 §6.4.7: the target is as it was.
                await target.Mail.Remove(target.Info.Id, [.. pairs.Select(pair => pair.Target)], CancellationToken.None);
                return new CopyResult.Refused(refused.Reason);
            }

            if (result is AppendResult.Stored stored)
            {
                pairs.AddRange(sources.Zip(stored.Uids, (source, copy) => new UidPair(source, copy)));
                (validity, modSeq) = (stored.UidValidity, stored.ModSeq);
            }
        }

        if (isMove && pairs.Count > 0)
        {
            await view.Mail.Remove(view.Info.Id, [.. pairs.Select(pair => pair.Source)], CancellationToken.None);
        }

        return new CopyResult.Done(validity, pairs, modSeq);
    }

    private static async ValueTask<(AppendResult? Result, List<uint> Sources)> Append(ImapSession session, MailboxView view, uint[] uids, ReachedMailbox target)
    {
        var messages = new List<AppendMessage>();
        var sources = new List<uint>();
        try
        {
            foreach (var uid in uids)
            {
                if (view.Index.TryGet(uid, out var entry) && await Read(session, view, uid) is { } content)
                {
                    messages.Add(target.Limit(new AppendMessage(content, entry.Flags, [.. Words(entry)], entry.InternalDate)));
                    sources.Add(uid);
                }
            }

            return messages.Count == 0
                ? (null, sources)
                : (await target.Mail.Append(target.Info.Id, messages, target.Owner.QuotaBytes, target.Owner.QuotaMessages, CancellationToken.None), sources);
        }
        finally
        {
            foreach (var message in messages)
            {
                await message.Content.DisposeAsync();
            }
        }
    }

    private static IEnumerable<string> Words(MessageEntry entry)
    {
        for (var i = 0; i < entry.Keywords.Count; i++)
        {
            yield return entry.Keywords[i];
        }
    }

    private static async ValueTask<MessageContent?> Read(ImapSession session, MailboxView view, uint uid)
    {
        using var reader = await view.Mail.OpenMessage(view.Info.Id, uid, CancellationToken.None);
        if (reader is null)
        {
            return null;
        }

        await using var writer = session.Services.Mailstore.CreateMessage();
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            for (var offset = 0L; offset < reader.Length;)
            {
                var count = await reader.Read(piece, offset, CancellationToken.None);
                if (count == 0)
                {
                    break;
                }

                writer.Write(piece.AsSpan(0, count));
                offset += count;
            }

            return await writer.Complete(0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
