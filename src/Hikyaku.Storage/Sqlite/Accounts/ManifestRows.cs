using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Store.Units;

using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Accounts;

/// <summary>What is different in an account's rows since a modseq, as one unit of work whose messages are read while it is written: there may be millions.</summary>
internal sealed class ManifestRows
{
    private readonly SqliteSession _session;
    private readonly List<Mutation> _mailboxes = [];
    private readonly List<Mutation> _others = [];
    private readonly ulong _after;
    private readonly long _messages;

    public ManifestRows(SqliteSession session, ulong after)
    {
        (_session, _after) = (session, after);
        Sequence = (ulong)session.Prepare("Mail/LoadAccount").First(row => row.GetInt64(0));
        foreach (var mailbox in Bound("Mail/ChangedMailboxes").All(AccountRows.Mailbox))
        {
            _mailboxes.Add(new MailboxPut(
                mailbox.Id, mailbox.Name, mailbox.UidValidity, mailbox.SpecialUse, mailbox.Created.ToUnixTimeSeconds()));
            _mailboxes.Add(new MailboxCounters(mailbox.Id, mailbox.UidNext, mailbox.HighestModSeq, mailbox.Exists, mailbox.Unseen, mailbox.Deleted,
                mailbox.Bytes, mailbox.RecentUid));
        }

        _messages = Bound("Mail/CountChangedMessages").Number() ?? 0;
        _others.AddRange(Bound("Mail/ChangedTombstones").All(row => new MessagesRemove(
            new MailboxId(row.GetInt64(0)), (ulong)row.GetInt64(1), UidList.FromBytes(row.GetFieldValue<byte[]>(2)))));
        _others.AddRange(Bound("Mail/ChangedRemovedMailboxes").All(row => new MailboxRemove(new MailboxId(row.GetInt64(0)))));
        _others.AddRange(Bound("Mail/ChangedSubscriptions").All(row => new SubscriptionPut(row.GetString(0), row.GetBoolean(1))));
        _others.AddRange(Bound("Mail/ChangedRights").All(row => new RightsPut(new MailboxId(row.GetInt64(0)), row.GetString(1), row.GetString(2))));
        _others.AddRange(Bound("Mail/ChangedAnnotations").All(row => new AnnotationPut(
            new MailboxId(row.GetInt64(0)), new AccountId(row.GetInt64(1)), row.GetString(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3))));
    }

    /// <summary>The unit that the rows are at.</summary>
    public ulong Sequence { get; }

    /// <summary>How many mutations there are.</summary>
    public long Count => _mailboxes.Count + _messages + _others.Count;

    /// <summary>Calls for each mutation, in order.</summary>
    public void Each(Action<Mutation> each)
    {
        _mailboxes.ForEach(each);
        Bound("Mail/ChangedMessages").Each(row => each(Message(row)));
        _others.ForEach(each);
    }

    private SqliteStatement Bound(string name) => _session.Prepare(name).Bind("$after", (long)_after);

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
            Email = row.IsDBNull(12) ? null : row.GetInt64(12),
        };
    }
}
