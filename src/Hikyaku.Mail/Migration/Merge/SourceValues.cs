using System.Text.Json;

namespace Hikyaku.Mail.Migration.Merge;

/// <summary>
/// What the source said last of every field of the directory, and what it became here, so that only what changed there since is applied. A file of
/// lines in JSON, appended as items are done; the last line of a key counts, and a torn one at the end is dropped.
/// </summary>
internal sealed class SourceValues : IDisposable
{
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _met = new(StringComparer.Ordinal);
    private readonly StreamWriter? _writer;

    private SourceValues(string path, bool writes)
    {
        var count = Read(path);
        if (!writes)
        {
            return;
        }

        if (count > _lines.Count)
        {
            File.WriteAllLines(path + ".new", _lines.Values.Select(line => JsonSerializer.Serialize(line)));
            File.Move(path + ".new", path, overwrite: true);
        }

        _writer = new StreamWriter(path, append: true) { AutoFlush = true };
    }

    /// <summary>Every item that the source ever had.</summary>
    public IEnumerable<string> Keys => _lines.Keys;

    /// <summary>Opens the file; a dry run only reads it.</summary>
    public static SourceValues Open(string path, bool writes) => new(path, writes);

    /// <summary>Whether the source was ever read for an item.</summary>
    public bool IsKnown(string key) => _lines.TryGetValue(key, out var line) && line.Source.Count > 0;

    /// <summary>Whether the source has the item this time.</summary>
    public bool IsMet(string key) => _met.Contains(key);

    /// <summary>Notes that the source has the item.</summary>
    public void Meet(string key) => _met.Add(key);

    /// <summary>What the source said of a field, or null.</summary>
    public string? Source(string key, string field) => _lines.TryGetValue(key, out var line) ? line.Source.GetValueOrDefault(field) : null;

    /// <summary>What the field became here, or null.</summary>
    public string? Here(string key, string field) =>
        _lines.TryGetValue(key, out var line) ? line.Here?.GetValueOrDefault(field) ?? line.Source.GetValueOrDefault(field) : null;

    /// <summary>Notes what the source says now, and what it became here where that differs.</summary>
    public void Put(string key, IReadOnlyDictionary<string, string> source, IReadOnlyDictionary<string, string> here)
    {
        var other = here.Where(pair => source.TryGetValue(pair.Key, out var value) && value != pair.Value).ToDictionary(StringComparer.Ordinal);
        var line = new Line(key, source.ToDictionary(StringComparer.Ordinal), other.Count == 0 ? null : other);
        if (!(_lines.TryGetValue(key, out var last) && last.Says(line)))
        {
            _lines[key] = line;
            _writer?.WriteLine(JsonSerializer.Serialize(line));
        }
    }

    /// <summary>Forgets an item that is gone on both sides.</summary>
    public void Forget(string key) => Put(key, new Dictionary<string, string>(), new Dictionary<string, string>());

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();

    private int Read(string path)
    {
        var count = 0;
        foreach (var text in File.Exists(path) ? File.ReadLines(path) : [])
        {
            count++;
            if (Parse(text) is { Key: not null, Source: not null } line)
            {
                _lines[line.Key] = line;
            }
        }

        return count;
    }

    private static Line? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Line(string Key, Dictionary<string, string> Source, Dictionary<string, string>? Here)
    {
        public bool Says(Line other) => Same(Source, other.Source) && Same(Here ?? [], other.Here ?? []);

        private static bool Same(Dictionary<string, string> one, Dictionary<string, string> other) =>
            one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);
    }
}
