using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>Lists a folder: messages, UIDs, keywords.</summary>
internal sealed class FolderReader(SourceMaildir maildir, string scratchFolder, string address, MigrationReport report)
{
    // Above it there is no room for the messages to come; only a damaged file gets there.
    private const uint MaxNextUid = 0xf000_0000;

    /// <summary>Reads a folder; no message is opened.</summary>
    public SourceFolder Read(SourceDirectory directory)
    {
        using var names = new NameSort(scratchFolder);
        var (cur, isCurWhole) = List(directory, "cur", names);
        var (fresh, isNewWhole) = List(directory, "new", names);
        var messages = new SourceMessages(names, scratchFolder, (first, second) => IsOther(directory, Path(first), Path(second)));
        var folder = new SourceFolder(directory) { Messages = messages, Cur = cur, New = fresh, IsWhole = isCurWhole && isNewWhole };
        ReadUids(folder);
        messages.Number(folder.Uids?.NextUid ?? 1);
        ReadKeywords(folder);
        return folder;

        BytePath Path(in SourceMessage message) => (message.IsNew ? fresh : cur) / message.FileName;
    }

    private (BytePath Path, bool IsWhole) List(SourceDirectory directory, string name, NameSort names)
    {
        var part = directory.Path / name;
        if (ByteFiles.Facts(part) is null)
        {
            return (part, true);
        }

        var path = maildir.Follow(part);
        if (path is null || !ByteFiles.EachName(path.Value, fileName => names.Add(fileName, isNew: name == "new")))
        {
            report.Add(ReportOutcome.LeftOut, address, "FolderUnreadable", directory.Name + "/" + name);
            return (path ?? part, false);
        }

        return (path.Value, true);
    }

    // Two files with one base name: a half-done move when they are the same, else two messages.
    private bool IsOther(SourceDirectory directory, BytePath first, BytePath second)
    {
        if (ByteFiles.Facts(first)?.Length != ByteFiles.Facts(second)?.Length)
        {
            return true;
        }

        report.Add(ReportOutcome.LeftOut, address, "MessageTwice", directory.Name, BytePath.Show(second.Name));
        return false;
    }

    private void ReadUids(SourceFolder folder)
    {
        var (file, isDovecot) = UidFile(folder.Path);
        var uids = new SourceUids(folder.Messages);
        var reader = new UidListReader(uids);
        if (!maildir.EachLine(file, reader.Add))
        {
            return;
        }

        folder.IsDovecot = isDovecot;
        (folder.HasPop3, folder.HasPop3Uidl) = (uids.HasPop3, uids.HasPop3Uidl);
        folder.Uids = reader.Complete() is { NextUid: <= MaxNextUid } list ? list : null;
        if (folder.Uids is null)
        {
            folder.Messages.ForgetUids();
            report.Add(ReportOutcome.Warning, address, "UidFileBad", folder.Name, file.ToString());
            return;
        }

        foreach (var line in folder.Uids.BadLines)
        {
            report.Add(ReportOutcome.Warning, address, "UidLineBad", folder.Name, BytePath.Show(line.Text));
        }
    }

    /// <summary>The file with the UIDs of a folder: where Courier and Dovecot have one each, the newer is the live one.</summary>
    public static (BytePath File, bool IsDovecot) UidFile(BytePath folder)
    {
        var (courier, dovecot) = (folder / "courierimapuiddb", folder / "dovecot-uidlist");
        var isDovecot = ByteFiles.Facts(dovecot)?.Modified is { } modified && !(ByteFiles.Facts(courier)?.Modified > modified);
        return (isDovecot ? dovecot : courier, isDovecot);
    }

    private void ReadKeywords(SourceFolder folder)
    {
        if (maildir.Read(folder.Path / "dovecot-keywords") is { } letters)
        {
            folder.LetterKeywords = DovecotKeywords.Parse(letters);
        }

        var directory = folder.Path / "courierimapkeywords";
        if (maildir.Read(directory / ":list") is { } list)
        {
            foreach (var (baseName, keywords) in CourierKeywordList.Parse(list))
            {
                folder.CourierKeywords[baseName] = keywords;
            }
        }

        // Newer changes lie in files of their own; they replace what the list says.
        var newest = new Dictionary<string, (long Rank, string File)>(StringComparer.Ordinal);
        foreach (var file in ByteFiles.Names(directory) ?? [])
        {
            if (CourierKeywordList.Classify(System.Text.Encoding.Latin1.GetBytes(file)) is { } change
                && (!newest.TryGetValue(change.BaseName, out var known) || change.Rank > known.Rank))
            {
                newest[change.BaseName] = (change.Rank, file);
            }
        }

        foreach (var (baseName, (_, file)) in newest)
        {
            if (maildir.Read(directory / file) is { } content)
            {
                folder.CourierKeywords[baseName] = CourierKeywordList.ParseMessage(content);
            }
        }
    }
}
