namespace Hikyaku.Mail.Migration.Files;

/// <summary>
/// The copied trees of the old host. Paths of the old host are mapped by prefix, and symbolic links are followed only as far as they
/// stay, after mapping, inside the trees.
/// </summary>
public sealed class SourceTree
{
    private const int MaxLinks = 40;
    private readonly List<(string Old, string New)> _map;
    private readonly List<string> _roots;

    /// <summary>Takes the trees and the prefix map OLD=NEW; the longest prefix wins.</summary>
    public SourceTree(IEnumerable<string> roots, IEnumerable<(string Old, string New)> map)
    {
        _map = [.. map.Select(pair => (Clean(pair.Old), Clean(pair.New))).OrderByDescending(pair => pair.Item1.Length)];
        _roots = [.. roots.Select(Clean).Concat(_map.Select(pair => pair.New)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Where an absolute path of the old host lies; it may not exist.</summary>
    public BytePath Map(string oldPath)
    {
        foreach (var (old, here) in _map)
        {
            if (IsBelow(oldPath, old))
            {
                return new BytePath(here + oldPath[old.Length..]);
            }
        }

        return new BytePath(oldPath);
    }

    /// <summary>Where a path of the old host lies by a prefix map alone, as text.</summary>
    public static string Map(string oldPath, IEnumerable<(string Old, string New)> map) => new SourceTree([], map).Map(Clean(oldPath)).ToString();

    /// <summary>The old host's name of a path here.</summary>
    public string Unmap(BytePath path)
    {
        var pair = _map.Where(pair => IsBelow(path.Text, pair.New)).OrderByDescending(pair => pair.New.Length).FirstOrDefault();
        return pair.New is null ? path.Text : pair.Old + path.Text[pair.New.Length..];
    }

    /// <summary>The real place of a path of the old host, without links; null when it leaves the trees, loops or does not exist.</summary>
    public BytePath? Resolve(string oldPath) => Follow(Map(oldPath));

    /// <summary>As <see cref="Resolve"/>, for a path here.</summary>
    public BytePath? Follow(BytePath path)
    {
        var links = 0;
        return Walk(path.Text, ref links);
    }

    /// <summary>Whether a path lies in one of the trees, by its text.</summary>
    public bool Contains(string path) => _roots.Exists(root => IsBelow(path, root));

    private BytePath? Walk(string path, ref int links)
    {
        if (Normalize(path) is not { } clean || _roots.Where(root => IsBelow(clean, root)).MaxBy(root => root.Length) is not { } tree)
        {
            return null;
        }

        // The tree itself is the administrator's word, so links above it are his.
        var at = new BytePath(tree);
        var names = clean[tree.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var index = 0; index < names.Length; index++)
        {
            var next = at / names[index];
            switch (ByteFiles.Facts(next)?.Kind)
            {
                case null:
                    return null;
                case FileKind.Link when ++links <= MaxLinks && ByteFiles.LinkTarget(next) is { } target:
                    var rest = string.Join('/', names[(index + 1)..]);
                    var whole = target.StartsWith('/') ? Map(target).Text : at.Text + "/" + target;
                    return Walk(rest.Length == 0 ? whole : whole + "/" + rest, ref links);
                case FileKind.Link:
                    return null;
                default:
                    at = next;
                    break;
            }
        }

        return at;
    }

    private static string? Normalize(string path)
    {
        var names = new List<string>();
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == ".." && names.Count == 0)
            {
                return null;
            }

            if (name == "..")
            {
                names.RemoveAt(names.Count - 1);
            }
            else if (name != ".")
            {
                names.Add(name);
            }
        }

        return path.StartsWith('/') && !path.Contains('\0') ? "/" + string.Join('/', names) : null;
    }

    private static string Clean(string path) => BytePath.FromUtf8(path).Text.TrimEnd('/');

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');
}
