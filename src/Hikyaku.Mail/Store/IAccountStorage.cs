using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Searching.Indexing;

namespace Hikyaku.Mail.Store;

/// <summary>The databases of all accounts of a volume.</summary>
public interface IAccountStorage
{
    /// <summary>Opens the database of an account, or makes an empty one.</summary>
    /// <exception cref="DataFolderTooNewException">It was made by a newer version.</exception>
    /// <exception cref="StoreUnavailableException">It can not be opened.</exception>
    ValueTask<IAccountDatabase> Open(AccountId account, CancellationToken cancellation);

    /// <summary>Every account that has a folder.</summary>
    IReadOnlyList<AccountId> All();

    /// <summary>Whether an account has a folder.</summary>
    bool Exists(AccountId account);

    /// <summary>Removes the folder of an account, whose database must be closed.</summary>
    void Remove(AccountId account);

    /// <summary>
    /// Makes the database of an account anew from its manifest, and keeps the old one aside; before the journal is replayed over it. Answers how many
    /// units the manifest had.
    /// </summary>
    ValueTask<int> Rebuild(AccountId account, CancellationToken cancellation);

    /// <summary>The accounts whose database turned out to be damaged at a checkpoint, once.</summary>
    IReadOnlyList<AccountId> TakeDamaged();

    /// <summary>Whether the manifest can be read to its end and reaches <paramref name="modSeq"/>, unless the next checkpoint brings it there.</summary>
    bool IsManifestSound(AccountId account, ulong modSeq);

    /// <summary>Has the next checkpoint write what the manifest lacks, after it was damaged.</summary>
    void RewriteManifest(AccountId account);

    /// <summary>Whether an account that is there has messages without details; its database need not be open.</summary>
    bool HasUnanalyzed(AccountId account);

    /// <summary>Opens the full-text index of an account that is there; null when it has none and <paramref name="create"/> is not set.</summary>
    /// <exception cref="StoreUnavailableException">It can not be opened.</exception>
    ISearchIndex? OpenIndex(AccountId account, bool create);

    /// <summary>Removes the full-text index of an account; it is made again from the messages.</summary>
    void RemoveIndex(AccountId account);

    /// <summary>Notes that an account has changed, so that the next checkpoint brings its manifest up to date.</summary>
    void MarkChanged(AccountId account);
}
