using Hikyaku.Mail.Store;

namespace Hikyaku.Storage.Sqlite.Accounts;

/// <summary>Reads and writes the identities of messages.</summary>
internal static class ObjectRows
{
    /// <summary>The identities of messages, whose UIDs ascend; those that are not there are left out.</summary>
    public static List<MessageObjects> Read(SqliteSession session, MailboxId mailbox, IReadOnlyList<uint> uids)
    {
        var found = new List<MessageObjects>(uids.Count);
        foreach (var uid in uids)
        {
            var id = MessageKey.Of(mailbox, uid);
            session.Prepare("Mail/ReadObjects").Bind("$id", id).Each(row => found.Add(new MessageObjects(
                uid, row.IsDBNull(0) ? id : row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt64(1))));
        }

        return found;
    }

    /// <summary>Gives messages the conversation of the first that shares a key with them, or one of their own.</summary>
    public static Dictionary<uint, long> Assign(SqliteSession session, IReadOnlyList<ThreadCandidate> candidates)
    {
        var threads = new Dictionary<uint, long>(candidates.Count);
        foreach (var candidate in candidates)
        {
            var thread = Find(session, candidate) ?? candidate.Email;
            foreach (var key in candidate.Keys.Take(candidate.Kept))
            {
                session.Prepare("Mail/KeepThread").Bind("$key", key).Bind("$thread", thread).Execute();
            }

            session.Prepare("Mail/SetThread").Bind("$id", MessageKey.Of(candidate.Mailbox, candidate.Uid)).Bind("$thread", thread).Execute();
            threads[candidate.Uid] = thread;
        }

        return threads;
    }

    private static long? Find(SqliteSession session, ThreadCandidate candidate)
    {
        foreach (var key in candidate.Keys)
        {
            if (session.Prepare("Mail/FindThread").Bind("$key", key).Number() is { } thread)
            {
                return thread;
            }
        }

        return null;
    }
}
