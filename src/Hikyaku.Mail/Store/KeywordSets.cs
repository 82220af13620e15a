namespace Hikyaku.Mail.Store;

/// <summary>Gives each distinct set of keywords a small number, so that a message in memory costs four octets for it.</summary>
internal sealed class KeywordSets
{
    private readonly Dictionary<string, int> _numbers = new() { [""] = 0 };
    private readonly List<string> _joined = [""];
    private readonly List<IReadOnlyList<string>> _lists = [[]];
    private readonly HashSet<string> _distinct = new(StringComparer.OrdinalIgnoreCase);

    public int Intern(string joined)
    {
        if (!_numbers.TryGetValue(joined, out var number))
        {
            number = _lists.Count;
            var list = Keywords.Split(joined);
            _numbers.Add(joined, number);
            _joined.Add(joined);
            _lists.Add(list);
            _distinct.UnionWith(list);
        }

        return number;
    }

    public string Joined(int number) => _joined[number];

    public IReadOnlyList<string> List(int number) => _lists[number];

    /// <summary>How many distinct keywords there would be with these.</summary>
    public int CountWith(IEnumerable<string> more) => _distinct.Count + more.Count(k => !_distinct.Contains(k));

    /// <summary>Every keyword that was ever used here.</summary>
    public IReadOnlyList<string> Distinct() => [.. _distinct];
}
