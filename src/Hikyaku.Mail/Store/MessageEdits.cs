using System.Collections.Immutable;

using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>Changes of the messages of an account.</summary>
internal sealed class MessageEdits(AccountCore core)
{
    private StoreLimits Limits => core.Parts.Limits;

    public async ValueTask<AppendResult> Append(
        MailboxId mailbox, IReadOnlyList<AppendMessage> messages, long quotaBytes, long quotaMessages, CancellationToken cancellation)
    {
        var analyses = messages.Select(m => m.Content.Analysis).ToList();
        using var held = await core.Enter(cancellation);
        var refusal = messages.Any(m => !Keywords.AreAllowed(Listed(m.Keywords), Limits))
            ? MessageRefusal.TooManyKeywords
            : await Refusal(mailbox, [.. messages.SelectMany(m => Listed(m.Keywords))], messages.Count, cancellation);
        if (refusal is { } reason)
        {
            return new AppendResult.Refused(reason);
        }

        if (!core.Memory.Usage.HasRoom(messages.Sum(m => m.Content.Length), messages.Count, quotaBytes, quotaMessages))
        {
            return new AppendResult.Refused(MessageRefusal.OverQuota);
        }

        var draft = core.Draft();
        var uids = new List<uint>(messages.Count);
        for (var i = 0; i < messages.Count; i++)
        {
            var (message, number) = (messages[i], i);
            var uid = draft.PutMessage(mailbox, next => Put(draft, mailbox, next, message, number));
            draft.Details.Add(DetailsFormat.ToStored(mailbox, uid, analyses[i]));
            uids.Add(uid);
        }

        await core.Commit(draft, [.. messages.Select(m => new BatchContent(m.Content.Id, m.Content))], durable: true);
        return new AppendResult.Stored(core.Memory.Find(mailbox)!.UidValidity, uids, draft.ModSeq);
    }

    public async ValueTask<AppendResult> Replace(
        MailboxId from, uint replaced, MailboxId to, AppendMessage message, long quotaBytes, long quotaMessages, CancellationToken cancellation)
    {
        var analysis = message.Content.Analysis;
        using var held = await core.Enter(cancellation);
        if (await core.Index(from, cancellation) is not { } source || !source.TryGetRow(replaced, out var row))
        {
            return new AppendResult.Refused(MessageRefusal.NoSuchMessage);
        }

        if (!Keywords.AreAllowed(Listed(message.Keywords), Limits))
        {
            return new AppendResult.Refused(MessageRefusal.TooManyKeywords);
        }

        if (await Refusal(to, Listed(message.Keywords), 1, cancellation) is { } reason)
        {
            return new AppendResult.Refused(reason);
        }

        if (!core.Memory.Usage.HasRoom(message.Content.Length - row.Size, 0, quotaBytes, quotaMessages))
        {
            return new AppendResult.Refused(MessageRefusal.OverQuota);
        }

        var draft = core.Draft();
        var uid = draft.PutMessage(to, next => Put(draft, to, next, message, 0));
        draft.Details.Add(DetailsFormat.ToStored(to, uid, analysis));
        draft.RemoveMessages(from, [replaced], source);
        await core.Commit(draft, [new BatchContent(message.Content.Id, message.Content)], durable: true);
        return new AppendResult.Stored(core.Memory.Find(to)!.UidValidity, [uid], draft.ModSeq);
    }

    public async ValueTask<CopyResult> Transfer(
        MailboxId from, IReadOnlyList<uint> uids, MailboxId to, bool isMove, long quotaBytes, long quotaMessages, CancellationToken cancellation)
    {
        using var held = await core.Enter(cancellation);
        if (await core.Index(from, cancellation) is not { } source || core.Memory.Find(to) is not { } target)
        {
            return new CopyResult.Refused(MessageRefusal.NoSuchMailbox);
        }

        var draft = core.Draft();
        if (!UidSpace.Has(target, uids.Count))
        {
            return new CopyResult.Refused(MessageRefusal.NoUidsLeft);
        }

        var pairs = MessageTransfer.Add(draft, source, [.. uids.Order().Distinct()], to);
        if (!isMove && !core.Memory.Usage.HasRoom(draft.Added.Bytes, draft.Added.Messages, quotaBytes, quotaMessages))
        {
            return new CopyResult.Refused(MessageRefusal.OverQuota);
        }

        if (pairs.Count == 0)
        {
            return new CopyResult.Done(target.UidValidity, [], core.Memory.ModSeq);
        }

        if (isMove)
        {
            draft.RemoveMessages(from, [.. pairs.Select(p => p.Source)], source);
        }

        await core.Commit(draft, [], durable: true);
        return new CopyResult.Done(target.UidValidity, pairs, draft.ModSeq);
    }

    public async ValueTask<StoreResult> StoreFlags(
        MailboxId mailbox, IReadOnlyList<uint> uids, FlagChange change, ulong? unchangedSince, CancellationToken cancellation)
    {
        using var held = await core.Enter(cancellation);
        var added = change.Mode == FlagChangeMode.Remove ? [] : Listed(change.Keywords);
        if (await Refusal(mailbox, added, 0, cancellation) is { } refusal)
        {
            return new StoreResult.Refused(refusal);
        }

        var index = (await core.Index(mailbox, cancellation))!;
        var draft = core.Draft();
        var modified = new List<uint>();
        var asked = new List<uint>();
        foreach (var uid in uids)
        {
            if (!index.TryGetRow(uid, out var row))
            {
                continue;
            }

            // RFC 7162 §3.1.3: one changed since is reported, not changed.
            if (row.ModSeq > unchangedSince)
            {
                modified.Add(uid);
                continue;
            }

            asked.Add(uid);
            var (flags, keywords) = (change.Apply(row.Flags), Keywords.Apply(change, row.Keywords));
            if (!Keywords.AreAllowed(Keywords.Split(keywords), Limits))
            {
                return new StoreResult.Refused(MessageRefusal.TooManyKeywords);
            }

            if (flags != row.Flags || keywords != row.Keywords)
            {
                draft.SetFlags(mailbox, row, flags, keywords);
            }
        }

        if (!draft.IsEmpty)
        {
            await core.Commit(draft, [], durable: false);
        }

        return new StoreResult.Done(Entries(index, asked), modified, core.Memory.ModSeq);
    }

    public async ValueTask<IReadOnlyList<uint>> Remove(MailboxId mailbox, IReadOnlyList<uint>? uids, bool onlyDeleted, CancellationToken cancellation)
    {
        using var held = await core.Enter(cancellation);
        if (await core.Index(mailbox, cancellation) is not { } index)
        {
            return [];
        }

        var removed = (uids is null ? index.Uids() : uids.Order().Distinct())
            .Where(uid => index.TryGetRow(uid, out var row) && (!onlyDeleted || row.Flags.HasFlag(MessageFlags.Deleted)))
            .Take(UidList.MaxCount)
            .ToArray();
        if (removed.Length > 0)
        {
            var draft = core.Draft();
            draft.RemoveMessages(mailbox, removed, index);
            await core.Commit(draft, [], durable: true);
        }

        return removed;
    }

    internal static MessagePut Put(UnitDraft draft, MailboxId mailbox, uint uid, AppendMessage message, int contentNumber) => new()
    {
        Mailbox = mailbox,
        Uid = uid,
        ModSeq = draft.ModSeq,
        Flags = message.Flags,
        Keywords = Keywords.Join(Listed(message.Keywords)),
        Size = message.Content.Length,
        InternalDate = message.InternalDate.ToUnixTimeSeconds(),
        ZoneMinutes = (short)message.InternalDate.TotalOffsetMinutes,
        SavedDate = draft.Now,
        Origin = MessageOrigin.Batch(contentNumber),
        Checksum = message.Content.Checksum,
    };

    internal static ImmutableArray<string> Listed(ImmutableArray<string> keywords) => keywords.IsDefault ? [] : keywords;

    private async ValueTask<MessageRefusal?> Refusal(MailboxId mailbox, IReadOnlyList<string> keywords, int more, CancellationToken cancellation)
    {
        if (core.Memory.Find(mailbox) is not { } info)
        {
            return MessageRefusal.NoSuchMailbox;
        }

        if (more > 0 && !UidSpace.Has(info, more))
        {
            return MessageRefusal.NoUidsLeft;
        }

        if (keywords.Count > 0)
        {
            var index = (await core.Index(mailbox, cancellation))!;
            if (index.CountKeywordsWith(keywords.Distinct(StringComparer.OrdinalIgnoreCase)) > Limits.KeywordsPerMailbox)
            {
                return MessageRefusal.TooManyKeywords;
            }
        }

        return null;
    }

    private static List<MessageEntry> Entries(MailboxIndex index, List<uint> uids)
    {
        var entries = new List<MessageEntry>(uids.Count);
        foreach (var uid in uids)
        {
            if (index.TryGet(uid, out var entry))
            {
                entries.Add(entry);
            }
        }

        return entries;
    }
}
