using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Files;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>An account's Maildir: its folders, and the files that stand beside them.</summary>
internal sealed class SourceMaildir
{
    private const int MaxFile = 512 << 20;
    private readonly SourceTree _tree;

    private SourceMaildir(BytePath path, SourceTree tree) => (Path, _tree) = (path, tree);

    /// <summary>Where it lies.</summary>
    public BytePath Path { get; }

    /// <summary>How folder names are spelt.</summary>
    public FolderEncoding Encoding { get; private set; }

    /// <summary>Folder directories by name; INBOX first.</summary>
    public List<(string Name, BytePath Path)> Folders { get; } = [];

    /// <summary>Directory names that cannot be a mailbox.</summary>
    public List<string> BadFolders { get; } = [];

    /// <summary>Names that did not decode and were kept octet by octet.</summary>
    public List<string> InexactFolders { get; } = [];

    /// <summary>Whether a Courier server left files.</summary>
    public bool HasCourier { get; private set; }

    /// <summary>Whether a Dovecot server left files.</summary>
    public bool HasDovecot { get; private set; }

    /// <summary>Subscribed names, or null when no file tells them.</summary>
    public IReadOnlyList<string>? Subscriptions { get; private set; }

    /// <summary>Opens the Maildir of a home; null when there is none in the trees.</summary>
    public static SourceMaildir? Open(BytePath home, SourceTree tree)
    {
        if (tree.Follow(home / "Maildir") is not { } path || ByteFiles.Names(path) is not { } names)
        {
            return null;
        }

        var maildir = new SourceMaildir(path, tree);
        maildir.FindFolders(names);
        maildir.HasCourier = names.Exists(name => name is "courierimapuiddb" or "courierimapsubscribed" or "courierpop3dsizelist");
        maildir.HasDovecot = names.Exists(name => name.StartsWith("dovecot", StringComparison.Ordinal));
        maildir.ReadSubscriptions();
        return maildir;
    }

    /// <summary>A whole small file of the Maildir, or null.</summary>
    public byte[]? Read(BytePath path) => _tree.Follow(path) is { } real ? ByteFiles.ReadAll(real, MaxFile) : null;

    private void FindFolders(List<string> names)
    {
        var folders = names.Where(name => name.StartsWith('.') && name.Length > 1)
            .Select(name => (Name: name, Path: _tree.Follow(Path / name)))
            .Where(folder => folder.Path is { } path && ByteFiles.Facts(path / "cur")?.Kind is FileKind.Folder or FileKind.Link)
            .OrderBy(folder => folder.Name, StringComparer.Ordinal).ToList();
        Encoding = FolderName.Decide(folders.Select(folder => System.Text.Encoding.Latin1.GetBytes(folder.Name)));
        Folders.Add(("INBOX", Path));
        var taken = new HashSet<string>(StringComparer.Ordinal) { "INBOX" };
        foreach (var (name, path) in folders)
        {
            var decoded = FolderName.Decode(System.Text.Encoding.Latin1.GetBytes(name), Encoding, out var exact);
            if (decoded is null || IsUnusable(decoded) || !taken.Add(decoded))
            {
                BadFolders.Add(name);
                continue;
            }

            Folders.Add((decoded, path!.Value));
            if (!exact)
            {
                InexactFolders.Add(name);
            }
        }
    }

    private static bool IsUnusable(string name) =>
        name.Any(char.IsControl) || System.Text.Encoding.UTF8.GetByteCount(name) > 1000
        || string.Equals(name, "INBOX", StringComparison.OrdinalIgnoreCase);

    private void ReadSubscriptions()
    {
        var courier = Path / "courierimapsubscribed";
        var dovecot = Path / "subscriptions";
        var isDovecot = ByteFiles.Facts(dovecot)?.Modified is { } newer && !(ByteFiles.Facts(courier)?.Modified > newer);
        Subscriptions = Read(isDovecot ? dovecot : courier) is not { } file ? null
            : isDovecot ? Hikyaku.Formats.Maildir.Subscriptions.ParseDovecot(file)
            : Hikyaku.Formats.Maildir.Subscriptions.ParseCourier(file, Encoding);
    }
}
