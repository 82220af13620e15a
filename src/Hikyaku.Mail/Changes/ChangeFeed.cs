using System.Collections.Concurrent;
using System.Collections.Immutable;

using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Changes;

/// <summary>Tells who watches an account that a unit of work was committed: commit first, then publish.</summary>
public sealed class ChangeFeed
{
    private readonly ConcurrentDictionary<AccountId, ImmutableArray<Action<ulong>>> _watchers = new();

    /// <summary>Watches an account until the result is disposed.</summary>
    /// <param name="account">The account.</param>
    /// <param name="changed">Called with the new modseq on any thread; it must not block and must not throw.</param>
    public IDisposable Watch(AccountId account, Action<ulong> changed)
    {
        // A delegate of its own, so that two equal ones are told apart.
        Action<ulong> own = modSeq => changed(modSeq);
        _watchers.AddOrUpdate(account, static (_, added) => [added], static (_, all, added) => all.Add(added), own);
        return new Watch(() => Remove(account, own));
    }

    /// <summary>Says that everything up to <paramref name="modSeq"/> is committed.</summary>
    public void Publish(AccountId account, ulong modSeq)
    {
        if (_watchers.TryGetValue(account, out var watchers))
        {
            foreach (var changed in watchers)
            {
                changed(modSeq);
            }
        }
    }

    private void Remove(AccountId account, Action<ulong> own)
    {
        var left = _watchers.AddOrUpdate(account, static (_, _) => [], static (_, all, removed) => all.Remove(removed), own);
        if (left.IsEmpty)
        {
            _watchers.TryRemove(KeyValuePair.Create(account, left));
        }
    }
}
