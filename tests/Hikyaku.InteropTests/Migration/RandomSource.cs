using System.Globalization;

namespace Hikyaku.InteropTests.Migration;

/// <summary>A Maildir that changes at random: messages come and go, folders are made, renamed and removed.</summary>
internal sealed class RandomSource
{
    private readonly Dice _random;
    private readonly Dictionary<string, List<string>> _folders = new() { [""] = [] };
    private readonly HashSet<string> _usedThisRound = [];
    private int _messages;
    private int _folderNumber;

    public RandomSource(string home, int seed)
    {
        (Home, _random) = (home, new Dice(seed));
        Make("");
    }

    public string Home { get; }

    public List<string> Log { get; } = [];

    public HashSet<string> Messages => [.. _folders.Values.SelectMany(messages => messages)];

    public void Change()
    {
        _usedThisRound.Clear();
        for (var step = 0; step < 8; step++)
        {
            Step(_random.Next(10));
        }
    }

    private void Step(int kind)
    {
        var folder = _folders.Keys.ElementAt(_random.Next(_folders.Count));
        var name = $".F{_random.Next(6)}";
        switch (kind)
        {
            case < 5:
                Add(folder);
                break;

            case 5 when _folders[folder].Count > 0:
                var gone = _folders[folder][_random.Next(_folders[folder].Count)];
                _folders[folder].Remove(gone);
                File.Delete(Path.Combine(Home, "Maildir", folder, "cur", gone + ":2,S"));
                Log.Add($"source: {folder}/{gone} removed");
                break;

            case 6 or 7 when !_folders.ContainsKey(name) && _usedThisRound.Add(name):
                _folders[name] = [];
                Make(name);
                Add(name);
                break;

            case 8 when folder.Length > 0 && !_folders.ContainsKey(name) && _usedThisRound.Add(name):
                _usedThisRound.Add(folder);
                _folders[name] = _folders[folder];
                _folders.Remove(folder);
                System.IO.Directory.Move(Path.Combine(Home, "Maildir", folder), Path.Combine(Home, "Maildir", name));
                Log.Add($"source: {folder} renamed {name}");
                break;

            case 9 when folder.Length > 0 && _random.Next(3) == 0:
                _usedThisRound.Add(folder);
                _folders.Remove(folder);
                System.IO.Directory.Delete(Path.Combine(Home, "Maildir", folder), recursive: true);
                Log.Add($"source: {folder} removed");
                break;

            default:
                break;
        }
    }

    private void Add(string folder)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{1400000000 + _messages++}.m.old");
        _folders[folder].Add(key);
        File.WriteAllText(Path.Combine(Home, "Maildir", folder, "cur", key + ":2,S"), $"Subject: {key}\n\nx\n");
        Log.Add($"source: {folder}/{key}");
    }

    private void Make(string folder)
    {
        var path = Path.Combine(Home, "Maildir", folder);
        System.IO.Directory.CreateDirectory(Path.Combine(path, "cur"));
        File.WriteAllText(Path.Combine(path, "courierimapuiddb"), $"1 {700 + _folderNumber++} 1\n");
    }
}
