using System.Text;

namespace Hikyaku.Mail.Migration.State;

/// <summary>The sets of keywords that messages of a mailbox had at the source, each a line of a file that only grows; number 0 is the empty one.</summary>
internal sealed class KeywordSets : IDisposable
{
    private readonly List<string> _sets = [""];
    private readonly Dictionary<string, uint> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly string? _path;
    private FileStream? _file;
    private long _whole;

    /// <summary>Reads the file, if there is one; what is added is written there unless <paramref name="writes"/> is false.</summary>
    public KeywordSets(string path, bool writes)
    {
        _path = writes ? path : null;
        var octets = File.Exists(path) ? File.ReadAllBytes(path) : [];
        _whole = octets.AsSpan().LastIndexOf((byte)'\n') + 1;
        foreach (var line in Encoding.Latin1.GetString(octets, 0, (int)_whole).Split('\n')[..^1])
        {
            Remember(line);
        }
    }

    /// <summary>The number of a set.</summary>
    public uint Number(IEnumerable<string> keywords)
    {
        var set = string.Join(' ', keywords);
        if (!_numbers.TryGetValue(set, out var number))
        {
            Write(set);
            number = Remember(set);
        }

        return number;
    }

    /// <summary>The set of a number; null when there is none.</summary>
    public IReadOnlyList<string>? Set(uint number) =>
        number < _sets.Count ? _sets[(int)number].Split(' ', StringSplitOptions.RemoveEmptyEntries) : null;

    /// <summary>Hands the lines to the system.</summary>
    public void Flush() => _file?.Flush();

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private uint Remember(string set)
    {
        _sets.Add(set);
        return _numbers[set] = (uint)_sets.Count - 1;
    }

    private void Write(string set)
    {
        if (_path is null)
        {
            return;
        }

        if (_file is null)
        {
            _file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            _file.SetLength(_whole);
            _file.Position = _whole;
        }

        _file.Write(Encoding.Latin1.GetBytes(set + "\n"));
    }
}
