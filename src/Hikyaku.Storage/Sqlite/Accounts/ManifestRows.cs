using Hikyaku.Mail.Store;
using Hikyaku.Mail.Store.Units;

using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Accounts;

/// <summary>Says in one unit what is different in an account's rows since a modseq.</summary>
internal static class ManifestRows
{
    public static AccountUnit Since(SqliteSession session, ulong after)
    {
        var last = (ulong)session.Prepare("Mail/LoadAccount").First(row => row.GetInt64(0));
        var mutations = new List<Mutation>();
        foreach (var mailbox in Bound("Mail/ChangedMailboxes").All(AccountRows.Mailbox))
        {
            mutations.Add(new MailboxPut(
                mailbox.Id, mailbox.Name, mailbox.UidValidity, mailbox.SpecialUse, mailbox.Created.ToUnixTimeSeconds()));
            mutations.Add(new MailboxCounters(mailbox.Id, mailbox.UidNext, mailbox.HighestModSeq, mailbox.Exists, mailbox.Unseen, mailbox.Deleted,
                mailbox.Bytes, mailbox.RecentUid));
        }

        mutations.AddRange(Bound("Mail/ChangedMessages").All(Message));
        mutations.AddRange(Bound("Mail/ChangedTombstones").All(row => new MessagesRemove(
            new MailboxId(row.GetInt64(0)), (ulong)row.GetInt64(1), UidList.FromBytes(row.GetFieldValue<byte[]>(2)))));
        mutations.AddRange(Bound("Mail/ChangedRemovedMailboxes").All(row => new MailboxRemove(new MailboxId(row.GetInt64(0)))));
        mutations.AddRange(Bound("Mail/ChangedSubscriptions").All(row => new SubscriptionPut(row.GetString(0), row.GetBoolean(1))));
        return new AccountUnit(last, mutations);

        SqliteStatement Bound(string name) => session.Prepare(name).Bind("$after", (long)after);
    }

    private static MessagePut Message(SqliteDataReader row)
    {
        var message = AccountRows.Message(row);
        return new MessagePut
        {
            Mailbox = MessageKey.Mailbox(row.GetInt64(0)),
            Uid = message.Uid,
            ModSeq = message.ModSeq,
            Flags = message.Flags,
            Keywords = message.Keywords,
            Size = message.Size,
            InternalDate = message.InternalDate,
            ZoneMinutes = message.ZoneMinutes,
            SavedDate = message.SavedDate,
            Checksum = message.Checksum,
            Imported = row.IsDBNull(9) ? null : AccountRows.Import(row, 9),
        };
    }
}
