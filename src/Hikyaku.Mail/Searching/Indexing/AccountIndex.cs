using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching.Indexing;

/// <summary>The full-text index of an open account: opened when it is first asked, closed with the account, dropped when it is damaged.</summary>
internal sealed class AccountIndex(AccountCore account)
{
    private readonly Lock _lock = new();
    private ISearchIndex? _index;
    private int _users;
    private bool _isLeft;

    /// <summary>Uses the index, if there is one or shall be one; null when there is none, or it fails.</summary>
    public async ValueTask<T?> Use<T>(bool create, Func<ISearchIndex, ValueTask<T?>> use) where T : class
    {
        ISearchIndex? index = null;
        try
        {
            index = Enter(create);
            return index is null ? null : await use(index);
        }
        catch (StoreUnavailableException exception)
        {
            if (exception.IsDamaged)
            {
                Drop();
            }

            account.Parts.Logger.IndexFailed(exception, account.Id.Value);
            return null;
        }
        finally
        {
            if (index is not null)
            {
                Exit();
            }
        }
    }

    /// <summary>What is damaged in it, for a person; null when nothing is, or there is none.</summary>
    public async ValueTask<string?> FindDamage(CancellationToken cancellation)
    {
        ISearchIndex? index = null;
        try
        {
            index = Enter(create: false);
            return index is not null && await index.FindDamage(cancellation) is [var damage, ..] ? damage : null;
        }
        catch (StoreUnavailableException exception)
        {
            return exception.Message;
        }
        finally
        {
            if (index is not null)
            {
                Exit();
            }
        }
    }

    /// <summary>Closes it, once nobody uses it.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isLeft = true;
            CloseIfUnused();
        }
    }

    /// <summary>Removes the file: all of it is made again.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            _isLeft = true;
            CloseIfUnused();
            account.Parts.Accounts.RemoveIndex(account.Id);
        }

        account.Parts.Index.Add(account.Id, account.Memory.ModSeq);
    }

    private ISearchIndex? Enter(bool create)
    {
        lock (_lock)
        {
            // One that is being dropped is left to those who use it still; nobody else begins before they are gone.
            if (_isLeft && _index is not null)
            {
                return null;
            }

            _isLeft = false;
            _index ??= account.IsRemoved ? null : account.Parts.Accounts.OpenIndex(account.Id, create);
            _users += _index is null ? 0 : 1;
            return _index;
        }
    }

    private void Exit()
    {
        lock (_lock)
        {
            _users--;
            CloseIfUnused();
        }
    }

    private void CloseIfUnused()
    {
        if (_isLeft && _users == 0)
        {
            _index?.Dispose();
            _index = null;
        }
    }
}
