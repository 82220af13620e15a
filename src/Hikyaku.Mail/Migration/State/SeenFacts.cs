using System.Security.Cryptography;
using System.Text;

namespace Hikyaku.Mail.Migration.State;

/// <summary>Digests of what the source said of each domain, account and alias at the last import; safe from any thread.</summary>
internal sealed class SeenFacts(string path)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _digests = Read(path);

    /// <summary>The digest of some facts; it does not tell them.</summary>
    public static string Digest(params IEnumerable<object?> facts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', facts))).AsSpan(0, 16));

    /// <summary>Whether the source says what it said last.</summary>
    public bool IsSame(string key, string digest)
    {
        lock (_lock)
        {
            return _digests.GetValueOrDefault(key) == digest;
        }
    }

    /// <summary>Whether the source was ever read for this.</summary>
    public bool IsKnown(string key)
    {
        lock (_lock)
        {
            return _digests.ContainsKey(key);
        }
    }

    /// <summary>Notes what it says now.</summary>
    public void Put(string key, string digest)
    {
        lock (_lock)
        {
            _digests[key] = digest;
        }
    }

    /// <summary>Writes the file as a whole.</summary>
    public void Save()
    {
        lock (_lock)
        {
            var fresh = path + ".new";
            File.WriteAllLines(fresh, _digests.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}"));
            File.Move(fresh, path, overwrite: true);
        }
    }

    private static Dictionary<string, string> Read(string path)
    {
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            if (line.Length > 33 && line[32] == ' ')
            {
                digests[line[33..]] = line[..32];
            }
        }

        return digests;
    }
}
