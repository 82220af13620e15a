using Hikyaku.Mail.Store;
using Hikyaku.Mail.Store.Units;

using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Accounts;

/// <summary>Reads the rows of an account.</summary>
internal static class AccountRows
{
    // How sparse a set may be and is still read in one walk.
    private const int MaxGaps = 4;

    public static StoredAccount Load(SqliteSession session)
    {
        var mailboxes = session.Prepare("Mail/LoadMailboxes").All(Mailbox);
        var subscriptions = session.Prepare("Mail/LoadSubscriptions").All(row => row.GetString(0));
        var rights = session.Prepare("Mail/LoadRights").All(row => new StoredRights(new MailboxId(row.GetInt64(0)), row.GetString(1), row.GetString(2)));
        return session.Prepare("Mail/LoadAccount").First(row => new StoredAccount(
            (ulong)row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), (uint)row.GetInt64(3), mailboxes, subscriptions, row.GetBoolean(4))
        {
            Rights = rights,
        })!;
    }

    public static MailboxInfo Mailbox(SqliteDataReader row) => new()
    {
        Id = new MailboxId(row.GetInt64(0)),
        Name = row.GetString(1),
        UidValidity = (uint)row.GetInt64(2),
        SpecialUse = (SpecialUse)row.GetInt32(3),
        Created = DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(4)),
        UidNext = (uint)row.GetInt64(5),
        HighestModSeq = (ulong)row.GetInt64(6),
        Exists = row.GetInt32(7),
        Unseen = row.GetInt32(8),
        Deleted = row.GetInt32(9),
        Bytes = row.GetInt64(10),
        RecentUid = (uint)row.GetInt64(11),
    };

    public static StoredMessage Message(SqliteDataReader row) => new(
        MessageKey.Uid(row.GetInt64(0)), (ulong)row.GetInt64(1), (MessageFlags)row.GetInt32(2), row.GetString(3), row.GetInt64(4), row.GetInt64(5),
        row.GetInt16(6), row.GetInt64(7), row.IsDBNull(8) ? null : (uint)row.GetInt64(8));

    public static ImportFacts Import(SqliteDataReader row, int first) => new(
        row.GetString(first), row.IsDBNull(first + 1) ? null : row.GetString(first + 1), row.IsDBNull(first + 2) ? null : row.GetInt64(first + 2));

    public static StoredTombstones Tombstones(SqliteSession session, MailboxId mailbox) => new(
        (ulong)(session.Prepare("Mail/TombstonesAfter").Bind("$mailbox", mailbox.Value).Number() ?? 0),
        session.Prepare("Mail/ReadTombstones").Bind("$mailbox", mailbox.Value)
            .All(row => new Tombstone((ulong)row.GetInt64(0), UidList.FromBytes(row.GetFieldValue<byte[]>(1)))));

    /// <summary>The details of messages whose UIDs ascend; those that are not stored are left out.</summary>
    public static List<StoredDetails> Details(SqliteSession session, MailboxId mailbox, IReadOnlyList<uint> uids, DetailFields wanted)
    {
        var found = new List<StoredDetails>(uids.Count);
        if (uids.Count > 1 && uids[^1] - uids[0] < MaxGaps * (long)uids.Count)
        {
            AddRange(session, mailbox, uids, wanted, found);
            return found;
        }

        foreach (var uid in uids)
        {
            if (session.Prepare("Mail/ReadDetails").Bind("$id", MessageKey.Of(mailbox, uid)).First(row => Details(row, mailbox, uid, wanted)) is { } details)
            {
                found.Add(details);
            }
        }

        return found;
    }

    // One walk over neighbours costs a fraction of as many look-ups.
    private static void AddRange(SqliteSession session, MailboxId mailbox, IReadOnlyList<uint> uids, DetailFields wanted, List<StoredDetails> found)
    {
        var next = 0;
        session.Prepare("Mail/ReadDetailsRange").Bind("$first", MessageKey.Of(mailbox, uids[0])).Bind("$last", MessageKey.Of(mailbox, uids[^1])).Each(row =>
        {
            var uid = MessageKey.Uid(row.GetInt64(5));
            while (uids[next] < uid)
            {
                next++;
            }

            if (uids[next] == uid)
            {
                found.Add(Details(row, mailbox, uid, wanted));
            }
        });
    }

    private static StoredDetails Details(SqliteDataReader row, MailboxId mailbox, uint uid, DetailFields wanted) => new(mailbox, uid)
    {
        Envelope = Octets(row, 0, wanted, DetailFields.Envelope),
        Body = Octets(row, 1, wanted, DetailFields.Body),
        BodyStructure = Octets(row, 2, wanted, DetailFields.BodyStructure),
        Parts = Octets(row, 3, wanted, DetailFields.Parts),
        Preview = wanted.HasFlag(DetailFields.Preview) ? row.GetString(4) : null,
    };

    private static byte[]? Octets(SqliteDataReader row, int column, DetailFields wanted, DetailFields field) =>
        (wanted & field) != DetailFields.None ? row.GetFieldValue<byte[]>(column) : null;
}
