using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Files;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>An account's Maildir: its folders, and the files that stand beside them.</summary>
internal sealed class SourceMaildir
{
    private const int MaxFile = 512 << 20;
    private readonly SourceTree _tree;

    private readonly HashSet<string> _names;

    private SourceMaildir(BytePath path, SourceTree tree, List<string> names)
    {
        (Path, _tree, _names) = (path, tree, [.. names]);
        var search = new FolderSearch(path, tree);
        search.Run(names);
        (Encoding, Folders, Unreadable) = (search.Encoding, search.Folders, search.Unreadable);
    }

    /// <summary>Where it lies.</summary>
    public BytePath Path { get; }

    /// <summary>How folder names are spelt.</summary>
    public FolderEncoding Encoding { get; }

    /// <summary>Folders; INBOX first.</summary>
    public IReadOnlyList<SourceDirectory> Folders { get; }

    /// <summary>What looks like a folder and cannot be read.</summary>
    public IReadOnlyList<UnreadableDirectory> Unreadable { get; }

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

        var maildir = new SourceMaildir(path, tree, names);
        maildir.HasCourier = names.Exists(name => name is "courierimapuiddb" or "courierimapsubscribed" or "courierpop3dsizelist");
        maildir.HasDovecot = names.Exists(name => name.StartsWith("dovecot", StringComparison.Ordinal));
        maildir.ReadSubscriptions();
        return maildir;
    }

    /// <summary>Whether a directory of a folder is there still, readable or not; "" is INBOX.</summary>
    public bool Has(string directory) => directory.Length == 0 || _names.Contains(directory);

    /// <summary>A place in the Maildir without links; null when it is not there or leads out of the trees.</summary>
    public BytePath? Follow(BytePath path) => _tree.Follow(path);

    /// <summary>A whole small file of the Maildir, or null.</summary>
    public byte[]? Read(BytePath path) => _tree.Follow(path) is { } real ? ByteFiles.ReadAll(real, MaxFile) : null;

    /// <summary>Whether a file of the Maildir can be read.</summary>
    public bool CanRead(BytePath path) => EachLine(path, _ => false);

    /// <summary>Calls for each line of a file of the Maildir until the answer is false; false, and no call, when it cannot be read.</summary>
    public bool EachLine(BytePath path, Func<ReadOnlySpan<byte>, bool> each) => _tree.Follow(path) is { } real && ByteFiles.EachLine(real, each);

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
