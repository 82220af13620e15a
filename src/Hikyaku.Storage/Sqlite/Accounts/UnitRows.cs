using Hikyaku.Mail.Store;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Storage.Sqlite.Accounts;

/// <summary>Writes a unit of work into the rows of an account, inside one transaction.</summary>
internal static class UnitRows
{
    // Enough for a client that was away for long; the index says everything that is gone to one that was away longer.
    private const int TombstonesKept = 4096;

    public static void Apply(SqliteSession session, AccountUnit unit, IReadOnlyList<StoredDetails> details, long epoch)
    {
        foreach (var mutation in unit.Mutations)
        {
            Apply(session, mutation, unit.Sequence, isAnalyzed: details.Count > 0);
        }

        foreach (var item in details)
        {
            PutDetails(session, item);
        }

        session.Prepare("Mail/SetAccount").Bind("$modseq", (long)unit.Sequence).Bind("$epoch", epoch).Execute();
    }

    public static void PutDetails(SqliteSession session, StoredDetails details)
    {
        var id = MessageKey.Of(details.Mailbox, details.Uid);
        session.Prepare("Mail/PutDetails")
            .Bind("$id", id).Bind("$envelope", details.Envelope).Bind("$body", details.Body).Bind("$structure", details.BodyStructure)
            .Bind("$parts", details.Parts).Bind("$preview", details.Preview).Execute();
        session.Prepare("Mail/PutHeaders").Bind("$id", id).Bind("$row", details.Headers).Execute();
    }

    private static void Apply(SqliteSession session, Mutation mutation, ulong sequence, bool isAnalyzed)
    {
        switch (mutation)
        {
            case MailboxPut put: Put(session, put, sequence); break;
            case MailboxCounters counters: Count(session, counters, sequence); break;
            case MailboxRemove remove: Remove(session, remove.Id, sequence); break;
            case MessagePut put: Put(session, put, isAnalyzed); break;
            case FlagsPut put: Put(session, put, sequence); break;
            case MessagesRemove remove: Remove(session, remove); break;
            case UrlKeyPut put: Put(session, put); break;
            case SubscriptionPut put:
                session.Prepare("Mail/PutSubscription")
                    .Bind("$name", put.Name).Bind("$subscribed", put.Subscribed).Bind("$modseq", (long)sequence).Execute();
                break;
            case AnnotationPut put:
                session.Prepare("Mail/PutAnnotation")
                    .Bind("$mailbox", put.Mailbox.Value).Bind("$reader", put.Reader.Value).Bind("$name", put.Name).Bind("$value", put.Value)
                    .Bind("$modseq", (long)sequence).Execute();
                break;
            case RightsPut put:
                session.Prepare("Mail/PutRights")
                    .Bind("$mailbox", put.Mailbox.Value).Bind("$grantee", put.Grantee).Bind("$rights", put.Rights).Bind("$modseq", (long)sequence).Execute();
                break;
            default: throw new ArgumentException($"{mutation.GetType().Name} is not for the rows of an account.", nameof(mutation));
        }
    }

    private static void Put(SqliteSession session, MailboxPut put, ulong sequence)
    {
        session.Prepare("Mail/PutMailbox")
            .Bind("$id", put.Id.Value).Bind("$name", put.Name).Bind("$uidvalidity", (long)put.UidValidity).Bind("$use", (long)put.Use)
            .Bind("$created", put.Created).Bind("$modseq", (long)sequence).Execute();
        session.Prepare("Mail/NoteMailbox").Bind("$id", put.Id.Value).Bind("$uidvalidity", (long)put.UidValidity).Execute();
    }

    private static void Count(SqliteSession session, MailboxCounters counters, ulong sequence) => session.Prepare("Mail/SetCounters")
        .Bind("$id", counters.Id.Value).Bind("$uidnext", (long)counters.UidNext).Bind("$highest", (long)counters.HighestModSeq)
        .Bind("$messages", (long)counters.Exists).Bind("$unseen", (long)counters.Unseen).Bind("$deleted", (long)counters.Deleted)
        .Bind("$bytes", counters.Bytes).Bind("$recent", (long)counters.RecentUid).Bind("$modseq", (long)sequence).Execute();

    private static void Remove(SqliteSession session, MailboxId mailbox, ulong sequence)
    {
        session.Prepare("Mail/RemoveMailboxMessages").BindRange(mailbox).Execute();
        session.Prepare("Mail/RemoveMailboxDetails").BindRange(mailbox).Execute();
        session.Prepare("Mail/RemoveMailboxHeaders").BindRange(mailbox).Execute();
        session.Prepare("Mail/RemoveMailboxUnanalyzed").BindRange(mailbox).Execute();
        session.Prepare("Mail/RemoveMailboxImports").BindRange(mailbox).Execute();
        session.Prepare("Mail/RemoveUrlKey").Bind("$id", mailbox.Value).Execute();
        session.Prepare("Mail/RemoveMailboxTombstones").Bind("$id", mailbox.Value).Execute();
        session.Prepare("Mail/RemoveMailboxAnnotations").Bind("$id", mailbox.Value).Execute();
        session.Prepare("Mail/RemoveMailboxRights").Bind("$id", mailbox.Value).Execute();
        session.Prepare("Mail/RemoveMailbox").Bind("$id", mailbox.Value).Execute();
        session.Prepare("Mail/NoteRemovedMailbox").Bind("$id", mailbox.Value).Bind("$modseq", (long)sequence).Execute();
        session.Prepare("Mail/NoteMailbox").Bind("$id", mailbox.Value).Bind("$uidvalidity", 0L).Execute();
    }

    private static void Put(SqliteSession session, MessagePut put, bool isAnalyzed)
    {
        var id = MessageKey.Of(put.Mailbox, put.Uid);
        session.Prepare("Mail/PutMessage")
            .Bind("$id", id).Bind("$modseq", (long)put.ModSeq).Bind("$flags", (long)put.Flags).Bind("$keywords", put.Keywords)
            .Bind("$size", put.Size).Bind("$internal", put.InternalDate).Bind("$zone", (long)put.ZoneMinutes).Bind("$saved", put.SavedDate)
            .Bind("$checksum", put.Checksum).Bind("$source", Source(put, id)).Bind("$email", put.Email).Bind("$original", Original(put)).Execute();
        if (Original(put) is { } original)
        {
            var copied = session.Prepare("Mail/CopyDetails").Bind("$id", id).Bind("$source", original).Execute();
            isAnalyzed = copied > 0 && session.Prepare("Mail/CopyHeaders").Bind("$id", id).Bind("$source", original).Execute() > 0;
        }

        if (!isAnalyzed)
        {
            session.Prepare("Mail/NoteUnanalyzed").Bind("$id", id).Execute();
        }

        if (put.Imported is { } facts)
        {
            session.Prepare("Mail/PutImport")
                .Bind("$id", id).Bind("$key", facts.SourceKey).Bind("$uidl", facts.Pop3Uidl).Bind("$order", facts.Pop3Order).Execute();
        }
    }

    // Where its octets are from: it has their checksum.
    private static long? Source(MessagePut put, long id) => put switch
    {
        { Checksum: not null } => null,
        _ => Original(put) ?? id,
    };

    private static long? Original(MessagePut put) =>
        put.Origin.Source == MessageSource.Message ? MessageKey.Of(put.Origin.Mailbox, put.Origin.Number) : null;

    private static void Put(SqliteSession session, UrlKeyPut put)
    {
        if (put.Key.Length == 0)
        {
            session.Prepare("Mail/RemoveUrlKey").Bind("$id", put.Mailbox.Value).Execute();
        }
        else
        {
            session.Prepare("Mail/PutUrlKey").Bind("$id", put.Mailbox.Value).Bind("$key", put.Key).Execute();
        }
    }

    private static void Put(SqliteSession session, FlagsPut put, ulong sequence) => session.Prepare("Mail/SetFlags")
        .Bind("$id", MessageKey.Of(put.Mailbox, put.Uid)).Bind("$flags", (long)put.Flags).Bind("$keywords", put.Keywords)
        .Bind("$modseq", (long)sequence).Execute();

    private static void Remove(SqliteSession session, MessagesRemove remove)
    {
        foreach (var uid in remove.Uids)
        {
            var id = MessageKey.Of(remove.Mailbox, uid);
            session.Prepare("Mail/RemoveMessage").Bind("$id", id).Execute();
            session.Prepare("Mail/RemoveDetails").Bind("$id", id).Execute();
            session.Prepare("Mail/RemoveHeaders").Bind("$id", id).Execute();
            session.Prepare("Mail/RemoveUnanalyzed").Bind("$id", id).Execute();
            session.Prepare("Mail/RemoveImport").Bind("$id", id).Execute();
        }

        var mailbox = remove.Mailbox.Value;
        session.Prepare("Mail/PutTombstone")
            .Bind("$mailbox", mailbox).Bind("$modseq", (long)remove.ModSeq).Bind("$uids", UidList.ToBytes(remove.Uids)).Execute();
        if ((remove.ModSeq & 63) == 0
            && session.Prepare("Mail/OldTombstone").Bind("$mailbox", mailbox).Bind("$kept", (long)TombstonesKept).Number() is { } old)
        {
            session.Prepare("Mail/ForgetTombstones").Bind("$mailbox", mailbox).Bind("$modseq", old).Execute();
            session.Prepare("Mail/NoteForgotten").Bind("$mailbox", mailbox).Bind("$modseq", old).Execute();
        }
    }
}
