using System.Text;
using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Files;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>Finds the folders of a Maildir++ tree, and gives each a name that a mailbox can have and no other folder has.</summary>
internal sealed class FolderSearch(BytePath maildir, SourceTree tree)
{
    private const int MaxName = 1000;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { "INBOX" };

    /// <summary>How folder names are spelt.</summary>
    public FolderEncoding Encoding { get; private set; }

    /// <summary>Folders, INBOX first.</summary>
    public List<SourceDirectory> Folders { get; } = [new("", "INBOX", maildir, FolderNaming.Exact)];

    /// <summary>What looks like a folder and cannot be read.</summary>
    public List<UnreadableDirectory> Unreadable { get; } = [];

    /// <summary>Looks at the names in the Maildir.</summary>
    public void Run(IEnumerable<string> names)
    {
        var found = new List<(string Name, BytePath Path)>();
        foreach (var name in names.Where(name => name.StartsWith('.') && name.Length > 1).Order(StringComparer.Ordinal))
        {
            if (Look(name) is { } path)
            {
                found.Add((name, path));
            }
        }

        Encoding = FolderName.Decide(found.Select(folder => System.Text.Encoding.Latin1.GetBytes(folder.Name)));
        var others = new List<(string Name, BytePath Path)>();
        foreach (var (name, path) in found)
        {
            var decoded = FolderName.Decode(System.Text.Encoding.Latin1.GetBytes(name), Encoding, out var exact);
            if (decoded is null || IsUnusable(decoded) || !_taken.Add(decoded))
            {
                others.Add((name, path));
                continue;
            }

            Folders.Add(new SourceDirectory(name, decoded, path, exact ? FolderNaming.Exact : FolderNaming.Inexact));
        }

        // The others choose among what is left, so that they take the name of none.
        others.ForEach(other => Folders.Add(new SourceDirectory(other.Name, MakeUp(other.Name), other.Path, FolderNaming.MadeUp)));
    }

    private BytePath? Look(string name)
    {
        var kind = ByteFiles.Facts(maildir / name)?.Kind;
        if (kind is not (FileKind.Folder or FileKind.Link))
        {
            return null;
        }

        if (tree.Follow(maildir / name) is not { } path)
        {
            var target = ByteFiles.LinkTarget(maildir / name) ?? "";
            var there = tree.Map(target.StartsWith('/') ? target : maildir.Text + "/" + target);
            var count = Count(there);
            Unreadable.Add(new UnreadableDirectory(name, count is null ? "FolderLinkDead" : "FolderLink", target, count));
            return null;
        }

        if (ByteFiles.Facts(path)?.Kind != FileKind.Folder)
        {
            return null;
        }

        if (ByteFiles.Names(path) is not { } parts)
        {
            Unreadable.Add(new UnreadableDirectory(name, "FolderUnreadable", "", null));
            return null;
        }

        // Programs keep directories of their own here, such as .spamassassin.
        return parts.Exists(part => part is "cur" or "new" or "maildirfolder") ? path : null;
    }

    private static long? Count(BytePath path)
    {
        var lists = ((string[])["cur", "new"]).Select(part => ByteFiles.Names(path / part)).ToList();
        return lists.TrueForAll(list => list is null) ? null : lists.Sum(list => (long)(list?.Count(name => !name.StartsWith('.')) ?? 0));
    }

    // What is left of the levels without dots and control characters; a number where that is taken.
    private string MakeUp(string directory)
    {
        var exact = true;
        var levels = directory.Split('.', StringSplitOptions.RemoveEmptyEntries)
            .Select(level => FolderName.Decode(System.Text.Encoding.Latin1.GetBytes("." + level), Encoding, out exact) ?? BytePath.Show(level));
        var text = new StringBuilder();
        foreach (var c in string.Join('_', levels))
        {
            text.Append(char.IsControl(c) ? '_' : c);
        }

        var name = text.Length == 0 ? "_" : text.ToString();
        name = name.Length > MaxName / 4 ? name[..(MaxName / 4)] : name;
        return Unique(name, candidate => string.Equals(candidate, "INBOX", StringComparison.OrdinalIgnoreCase) || !_taken.Add(candidate));
    }

    /// <summary>The name, or the name with the first number that makes it free.</summary>
    public static string Unique(string name, Func<string, bool> isTaken)
    {
        var candidate = name;
        for (var number = 2; isTaken(candidate); number++)
        {
            candidate = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}_{number}");
        }

        return candidate;
    }

    private static bool IsUnusable(string name) =>
        name.Any(char.IsControl) || System.Text.Encoding.UTF8.GetByteCount(name) > MaxName || string.Equals(name, "INBOX", StringComparison.OrdinalIgnoreCase);
}
