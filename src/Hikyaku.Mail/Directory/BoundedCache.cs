using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Hikyaku.Mail.Directory;

/// <summary>
/// Keeps what was used last, at most <paramref name="capacity"/> values: two generations, of which the older is dropped when the younger is full.
/// A value that was loaded before a change and arrives after it is not kept.
/// </summary>
internal sealed class BoundedCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly int _generation = Math.Max(1, capacity / 2);
    private volatile ConcurrentDictionary<TKey, TValue> _young = new();
    private volatile ConcurrentDictionary<TKey, TValue> _old = new();
    private int _youngCount;
    private long _changes;

    /// <summary>To be taken before a value is loaded and given to <see cref="Add"/> with it.</summary>
    public long Ticket => Interlocked.Read(ref _changes);

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_young.TryGetValue(key, out value))
        {
            return true;
        }

        var ticket = Ticket;
        if (!_old.TryGetValue(key, out value))
        {
            return false;
        }

        Add(key, value, ticket);
        return true;
    }

    public void Add(TKey key, TValue value, long ticket)
    {
        lock (_gate)
        {
            if (ticket != _changes || !_young.TryAdd(key, value))
            {
                return;
            }

            if (++_youngCount >= _generation)
            {
                _old = _young;
                _young = new ConcurrentDictionary<TKey, TValue>();
                _youngCount = 0;
            }
        }
    }

    public void Remove(TKey key)
    {
        lock (_gate)
        {
            _changes++;
            _old.TryRemove(key, out _);
            if (_young.TryRemove(key, out _))
            {
                _youngCount--;
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _changes++;
            (_young, _old, _youngCount) = (new ConcurrentDictionary<TKey, TValue>(), new ConcurrentDictionary<TKey, TValue>(), 0);
        }
    }
}
