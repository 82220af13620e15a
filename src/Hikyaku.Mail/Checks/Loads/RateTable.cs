namespace Hikyaku.Mail.Checks.Loads;

/// <summary>
/// Counts by key whether a rate is kept: a burst of the whole count at once, then one for each part of the span. Only the time at which a key's burst is
/// used up again is kept.
/// </summary>
/// <remarks>Limits: <paramref name="capacity"/> keys; when they are used up, those whose burst is whole again are forgotten, and then all.</remarks>
internal sealed class RateTable(int capacity, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _full = new(StringComparer.Ordinal);

    /// <summary>Counts one; false when it is one too many, which is not counted.</summary>
    public bool TryTake(string key, Rate rate)
    {
        if (rate.Count == 0)
        {
            return true;
        }

        var now = time.GetUtcNow();
        var step = rate.Span / rate.Count;
        lock (_gate)
        {
            var full = _full.GetValueOrDefault(key);
            var next = (full > now ? full : now) + step;
            if (next - now > rate.Span)
            {
                return false;
            }

            MakeRoom(key, now);
            _full[key] = next;
            return true;
        }
    }

    private void MakeRoom(string key, DateTimeOffset now)
    {
        if (_full.Count < capacity || _full.ContainsKey(key))
        {
            return;
        }

        foreach (var (other, full) in _full)
        {
            if (full <= now)
            {
                _full.Remove(other);
            }
        }

        if (_full.Count >= capacity)
        {
            _full.Clear();
        }
    }
}
