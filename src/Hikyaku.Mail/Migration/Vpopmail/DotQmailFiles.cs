using Hikyaku.Formats.Ezmlm;
using Hikyaku.Formats.Qmail;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>The .qmail-NAME files of a domain, lists told apart.</summary>
internal sealed class DotQmailFiles
{
    private const int MaxFile = 4 << 20;
    private static readonly string[] Siblings =
        ["-default", "-owner", "-return-default", "-digest-owner", "-digest-return-default", "-accept-default", "-reject-default", "-confirm-default",
         "-discard-default"];

    private readonly Dictionary<string, DotQmail> _files = new(StringComparer.Ordinal);

    /// <summary>The files that are no list's, by the name that mail is sent to.</summary>
    public SortedDictionary<string, DotQmail> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>The directories of the lists (on the old host), by name.</summary>
    public SortedDictionary<string, string?> Lists { get; } = new(StringComparer.Ordinal);

    /// <summary>.qmail-default as text, or null.</summary>
    public string? Default { get; private set; }

    /// <summary>Names whose files cannot be opened: a link to a list that was not copied, say.</summary>
    public List<string> Unreadable { get; } = [];

    /// <summary>Names that are empty files.</summary>
    public List<string> Empty { get; } = [];

    /// <summary>Reads the files; names that cannot be reached, and files that cannot be opened, are reported.</summary>
    public static DotQmailFiles Read(SourceDomain domain, SourceTree tree, MigrationReport report)
    {
        var files = new DotQmailFiles();
        if (domain.Folder is { } folder)
        {
            foreach (var name in (ByteFiles.Names(folder) ?? []).Where(name => name.StartsWith(".qmail-", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            {
                files.ReadFile(folder / name, domain, tree, report);
            }
        }

        files.TellListsApart();
        return files;
    }

    private void ReadFile(BytePath path, SourceDomain domain, SourceTree tree, MigrationReport report)
    {
        // qmail-local lower-cases the address, and writes '.' as ':' in file names.
        var extension = path.Name[".qmail-".Length..];
        if (extension.Length == 0 || extension.Any(char.IsAsciiLetterUpper))
        {
            report.Add(ReportOutcome.LeftOut, domain.Name, "FileUnreachable", BytePath.Show(path.Name));
            return;
        }

        var name = extension.Replace(':', '.');
        if (tree.Follow(path) is not { } real || ByteFiles.ReadAll(real, MaxFile) is not { } octets || ByteFiles.Facts(real) is not { } facts)
        {
            report.Add(ReportOutcome.LeftOut, domain.Name, "FileUnreadable", BytePath.Show(path.Name));
            Unreadable.Add(name);
            return;
        }

        if (name == "default")
        {
            Default = System.Text.Encoding.Latin1.GetString(octets);
        }
        else if (octets.Length == 0)
        {
            Empty.Add(name);
        }
        else
        {
            _files[name] = DotQmail.ParseDomain(octets, facts.IsExecutable);
        }
    }

    private void TellListsApart()
    {
        var running = _files.Where(file => file.Value.Lines.Any(IsEzmlm)).ToList();
        foreach (var (name, file) in running.Where(file => !IsSibling(file.Key, name => running.Exists(other => other.Key == name))))
        {
            Lists[name] = file.Lines.Where(IsEzmlm).Select(line => EzmlmCommand.ListDirectory(line.Text)).FirstOrDefault(directory => directory is not null);
        }

        foreach (var (name, file) in _files.Where(file => !Lists.ContainsKey(file.Key) && !IsSibling(file.Key, Lists.ContainsKey)))
        {
            Aliases[name] = file;
        }
    }

    private static bool IsEzmlm(DotQmailLine line) => line.Kind is DotQmailKind.Program or DotQmailKind.Invalid && EzmlmCommand.IsEzmlm(line.Text.TrimStart('|'));

    private static bool IsSibling(string name, Func<string, bool> isList) =>
        Siblings.Any(sibling => name.EndsWith(sibling, StringComparison.Ordinal) && isList(name[..^sibling.Length]));
}
