namespace Hikyaku.Mail.Checks.Loads;

/// <summary>Counts by key what is under way at once; it holds only what is.</summary>
internal sealed class ParallelTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>One more, until the result is called; null when it is one too many.</summary>
    /// <param name="key">The key.</param>
    /// <param name="most">The most at once; 0: no limit.</param>
    public Action? TryEnter(string key, int most)
    {
        if (most == 0)
        {
            return static () => { };
        }

        lock (_gate)
        {
            var count = _counts.GetValueOrDefault(key);
            if (count >= most)
            {
                return null;
            }

            _counts[key] = count + 1;
        }

        return () => Leave(key);
    }

    private void Leave(string key)
    {
        lock (_gate)
        {
            if (--_counts[key] == 0)
            {
                _counts.Remove(key);
            }
        }
    }
}
