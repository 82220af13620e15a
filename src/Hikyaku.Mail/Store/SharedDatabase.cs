namespace Hikyaku.Mail.Store;

/// <summary>An open database that may be read while its account lets go of it: the last one out closes it.</summary>
internal sealed class SharedDatabase(IAccountDatabase database)
{
    private readonly Lock _lock = new();
    private int _readers;
    private bool _isLeft;

    public IAccountDatabase Database => database;

    /// <summary>Keeps it open for one more reader; false when it is being closed.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            _readers += _isLeft ? 0 : 1;
            return !_isLeft;
        }
    }

    /// <summary>Ends what <see cref="TryEnter"/> began.</summary>
    public void Exit()
    {
        lock (_lock)
        {
            _readers--;
            CloseIfUnused();
        }
    }

    /// <summary>Lets no further reader in, and closes it when the last one is out.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _isLeft = true;
            CloseIfUnused();
        }
    }

    private void CloseIfUnused()
    {
        if (_isLeft && _readers == 0)
        {
            database.Dispose();
        }
    }
}
