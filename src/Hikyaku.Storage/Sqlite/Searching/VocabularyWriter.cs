namespace Hikyaku.Storage.Sqlite.Searching;

/// <summary>Adds tokens to the vocabulary; those that are known to be there cost nothing.</summary>
internal sealed class VocabularyWriter
{
    private const int MaxKnown = 200_000;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fresh = new(StringComparer.Ordinal);

    public void Put(SqliteSession session, IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            if (!_known.Contains(word) && _fresh.Add(word))
            {
                session.Prepare("Search/PutWord").Bind("$word", word).Execute();
            }
        }
    }

    /// <summary>What was added is there for good.</summary>
    public void Commit()
    {
        if (_known.Count + _fresh.Count > MaxKnown)
        {
            _known.Clear();
        }

        _known.UnionWith(_fresh);
        _fresh.Clear();
    }

    /// <summary>What was added and not committed is not there.</summary>
    public void Rollback() => _fresh.Clear();
}
