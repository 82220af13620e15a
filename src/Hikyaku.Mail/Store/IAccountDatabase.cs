using Hikyaku.Mail.Searching;
using Hikyaku.Mail.Store.Units;

namespace Hikyaku.Mail.Store;

/// <summary>The rows of one account. Reads see every unit that was given; units are applied one at a time by the holder of the account's lock.</summary>
public interface IAccountDatabase : IDisposable
{
    /// <summary>The account without its messages.</summary>
    ValueTask<StoredAccount> Load(CancellationToken cancellation);

    /// <summary>
    /// Applies a unit in one transaction, with the details that are known already; the same for a live unit, the replay and a rebuild. A unit that
    /// was applied before changes nothing. With <paramref name="durable"/> it is on stable storage when this returns.
    /// </summary>
    ValueTask Apply(AccountUnit unit, IReadOnlyList<StoredDetails> details, long epoch, bool durable, CancellationToken cancellation);

    /// <summary>
    /// The same for a unit that is in the journal: it is applied with others in one transaction, before the next read and by the next checkpoint at the
    /// latest. <paramref name="done"/> hears that it is, or why it can not be; then no later one is applied either.
    /// </summary>
    ValueTask ApplyLater(AccountUnit unit, IReadOnlyList<StoredDetails> details, long epoch, Action<Exception?> done);

    /// <summary>Applies what waits; whoever gave it hears the outcome.</summary>
    ValueTask Settle();

    /// <summary>Calls <paramref name="each"/> for the messages of a mailbox, by UID.</summary>
    ValueTask ReadMessages(MailboxId mailbox, Action<StoredMessage> each, CancellationToken cancellation);

    /// <summary>The tombstones of a mailbox, by modseq, and from which modseq on they are complete.</summary>
    ValueTask<StoredTombstones> ReadTombstones(MailboxId mailbox, CancellationToken cancellation);

    /// <summary>The details of messages, whose UIDs ascend; those without any are left out.</summary>
    ValueTask<IReadOnlyList<StoredDetails>> ReadDetails(MailboxId mailbox, IReadOnlyList<uint> uids, DetailFields wanted, CancellationToken cancellation);

    /// <summary>Calls for the header row of each message of a range of UIDs that has one, ascending.</summary>
    ValueTask ReadHeaders(MailboxId mailbox, uint first, uint last, HeaderRowAction each, CancellationToken cancellation);

    /// <summary>Adds details that were found later.</summary>
    ValueTask WriteDetails(IReadOnlyList<StoredDetails> details, CancellationToken cancellation);

    /// <summary>What authorizes URLs of a mailbox's messages; null when nothing does.</summary>
    ValueTask<byte[]?> ReadUrlKey(MailboxId mailbox, CancellationToken cancellation);

    /// <summary>The identities of messages, whose UIDs ascend; those that are not there are left out.</summary>
    ValueTask<IReadOnlyList<MessageObjects>> ReadObjects(MailboxId mailbox, IReadOnlyList<uint> uids, CancellationToken cancellation);

    /// <summary>Gives messages of one mailbox the conversation of the first that shares a key with them, or one of their own; answers which, by UID.</summary>
    ValueTask<IReadOnlyDictionary<uint, long>> AssignThreads(IReadOnlyList<ThreadCandidate> candidates, CancellationToken cancellation);

    /// <summary>The next messages behind a key that were not analyzed yet, some hundreds at most.</summary>
    ValueTask<IReadOnlyList<MessageWithoutDetails>> ReadWithoutDetails(long after, CancellationToken cancellation);

    /// <summary>Drops the details of messages; they are found again when someone asks.</summary>
    ValueTask RemoveDetails(MailboxId mailbox, IReadOnlyList<uint> uids, CancellationToken cancellation);

    /// <summary>Calls for each imported message of a mailbox with its UID and its source's key.</summary>
    ValueTask ReadImportKeys(MailboxId mailbox, Action<uint, string> each, CancellationToken cancellation);

    /// <summary>What imported messages of a mailbox, of a range of UIDs, keep of their source, by UID.</summary>
    ValueTask<IReadOnlyList<KeyValuePair<uint, ImportFacts>>> ReadImports(MailboxId mailbox, uint first, uint last, CancellationToken cancellation);

    /// <summary>Calls for the UID of each message of a range, ascending.</summary>
    ValueTask ReadUids(MailboxId mailbox, uint first, uint last, Action<uint> each, CancellationToken cancellation);

    /// <summary>The octets of a mailbox's messages that have \Deleted.</summary>
    ValueTask<long> CountDeletedOctets(MailboxId mailbox, CancellationToken cancellation);

    /// <summary>The annotations of a mailbox that all see and those of one reader, or of everybody, by name.</summary>
    ValueTask<IReadOnlyList<Annotation>> ReadAnnotations(MailboxId mailbox, Directory.AccountId reader, bool everybody, CancellationToken cancellation);

    /// <summary>The values of one annotation of a reader (0: of all), by mailbox.</summary>
    ValueTask<IReadOnlyList<KeyValuePair<MailboxId, byte[]>>> ReadAnnotation(string name, Directory.AccountId reader, CancellationToken cancellation);

    /// <summary>The octets of the values of all annotations.</summary>
    ValueTask<long> CountAnnotationOctets(CancellationToken cancellation);

    /// <summary>What is damaged in the file, for a person; empty when nothing is. Reads all of it.</summary>
    ValueTask<IReadOnlyList<string>> FindDamage(CancellationToken cancellation);
}
