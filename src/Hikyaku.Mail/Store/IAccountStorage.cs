using Hikyaku.Mail.Directory;

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

    /// <summary>Removes the folder of an account, whose database must be closed.</summary>
    void Remove(AccountId account);

    /// <summary>
    /// Makes the database of an account anew from its manifest, and keeps the old one aside; before the journal is replayed over it. Answers how many
    /// units the manifest had.
    /// </summary>
    ValueTask<int> Rebuild(AccountId account, CancellationToken cancellation);

    /// <summary>Notes that an account has changed, so that the next checkpoint brings its manifest up to date.</summary>
    void MarkChanged(AccountId account);
}
