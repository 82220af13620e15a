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
                var target = draft.PutMessage(
                    to,
                    uid => MessagePut.Of(to, row, draft.ModSeq) with { Uid = uid, SavedDate = draft.Now, Origin = MessageOrigin.Message(from.Id, row.Uid) });
                pairs.Add(new UidPair(source, target));
            }
        }

        return pairs;
    }
}
