using System.Collections.Concurrent;

namespace Hikyaku.Storage.Sqlite.Accounts;

/// <summary>The accounts whose rows lag behind the journal.</summary>
internal sealed class LateDatabases
{
    private readonly ConcurrentDictionary<LateUnits, bool> _late = new();
    private int _settling;

    /// <summary>Whether a checkpoint waits for the rows: none may be late now.</summary>
    public bool IsSettling => Volatile.Read(ref _settling) > 0;

    public void Add(LateUnits account) => _late[account] = true;

    /// <summary>From now on, until <see cref="EndSettling"/>, rows are written at once.</summary>
    public void BeginSettling() => Interlocked.Increment(ref _settling);

    public void EndSettling() => Interlocked.Decrement(ref _settling);

    /// <summary>Writes the rows of every account.</summary>
    public async ValueTask Write()
    {
        foreach (var account in _late.Keys)
        {
            _late.TryRemove(account, out _);
            await account.Write();
        }
    }
}
