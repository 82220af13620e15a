using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>Puts messages of one mailbox into another as part of a unit.</summary>
internal static class MessageTransfer
{
    /// <summary>Adds those that still exist; answers which UIDs they get.</summary>
    public static List<UidPair> Add(UnitDraft draft, MailboxIndex from, IReadOnlyList<uint> ascending, MailboxId to)
    {
        var pairs = new List<UidPair>(ascending.Count);
        foreach (var source in ascending)
        {
            if (from.TryGetRow(source, out var row))
            {
                var target = draft.PutMessage(to, uid => Put(draft, from.Id, row, to, uid));
                pairs.Add(new UidPair(source, target));
            }
        }

        return pairs;
    }

    private static MessagePut Put(UnitDraft draft, MailboxId from, in StoredMessage row, MailboxId to, uint uid) => new()
    {
        Mailbox = to,
        Uid = uid,
        ModSeq = draft.ModSeq,
        Flags = row.Flags,
        Keywords = row.Keywords,
        Size = row.Size,
        InternalDate = row.InternalDate,
        ZoneMinutes = row.ZoneMinutes,
        SavedDate = draft.Now,
        Origin = MessageOrigin.Message(from, row.Uid),
    };
}
