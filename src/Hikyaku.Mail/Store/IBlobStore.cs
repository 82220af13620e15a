using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Store;

/// <summary>
/// The files of messages. Nothing here waits for the disk: the journal has what is new until a checkpoint (<see cref="IVolume"/>) has synced it, and
/// a file is removed only after what made it needless is on stable storage.
/// </summary>
public interface IBlobStore
{
    /// <summary>Writes the octets once and gives them every location.</summary>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    void Put(MessageContent content, IReadOnlyList<MessageLocation> locations);

    /// <summary>Makes all locations hold the octets of the journal; those that do already are left alone.</summary>
    void Restore(LoggedContent content, IReadOnlyList<MessageLocation> locations);

    /// <summary>Gives the octets of a location another one; does nothing when it has them already.</summary>
    void Link(MessageLocation source, MessageLocation target);

    /// <summary>Opens the octets of a location; null when there is none.</summary>
    MessageReader? Open(MessageLocation location);

    /// <summary>The path of a spool file.</summary>
    string SpoolPath(BlobId id);

    /// <summary>Lets a location go after the next checkpoint.</summary>
    void Discard(MessageLocation location);

    /// <summary>Lets a whole mailbox go after the next checkpoint.</summary>
    void DiscardMailbox(AccountId account, MailboxId mailbox);

    /// <summary>Every file of an account with its octets, but those that are discarded.</summary>
    IReadOnlyList<KeyValuePair<MessageLocation, long>> List(AccountId account);

    /// <summary>Files among the messages of an account whose names no message has, as paths in its folder.</summary>
    IReadOnlyList<string> ListStrays(AccountId account);

    /// <summary>Keeps a stray file in the folder "orphans".</summary>
    void SetAside(AccountId account, string stray);

    /// <summary>When a location was written; null when there is none.</summary>
    DateTimeOffset? Written(MessageLocation location);

    /// <summary>Takes a file out of the mail of its account and keeps it in the folder "orphans" beside.</summary>
    void SetAside(MessageLocation location);

    /// <summary>The files in the folder "orphans" that have a message's name, with their octets.</summary>
    IReadOnlyList<KeyValuePair<MessageLocation, long>> ListAside(AccountId account);

    /// <summary>Puts a file from the folder "orphans" back.</summary>
    void BringBack(MessageLocation location);

    /// <summary>Writes octets from a stream with CRLF line ends, for an import. From any thread.</summary>
    /// <exception cref="IOException">The source fails.</exception>
    /// <exception cref="StoreUnavailableException">The disk is full or fails.</exception>
    WrittenOctets Import(Stream source, MessageLocation location);
}
