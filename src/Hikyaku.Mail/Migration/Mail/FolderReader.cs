using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>Lists a folder: messages, UIDs, keywords.</summary>
internal sealed class FolderReader(SourceMaildir maildir, string address, MigrationReport report)
{
    // Above it there is no room for the messages to come; only a damaged file gets there.
    private const uint MaxNextUid = 0xf000_0000;
    private const int ManyMessages = 20_000;
    private readonly Dictionary<string, string> _infos = new(StringComparer.Ordinal);

    /// <summary>Reads a folder; no message is opened.</summary>
    public SourceFolder Read(SourceDirectory directory)
    {
        var folder = new SourceFolder(directory);
        var taken = new Dictionary<string, SourceMessage>(StringComparer.Ordinal);
        folder.Cur = List(folder, folder.Cur, isNew: false, taken);
        folder.New = List(folder, folder.New, isNew: true, taken);
        folder.Messages.Sort((x, y) => MaildirOrder.Instance.Compare(x.Key, y.Key));
        ReadUids(folder, taken);
        ReadKeywords(folder);
        if (folder.Messages.Count >= ManyMessages)
        {
            // Lists of names are garbage by the hundred megabytes here, and the heap would keep that size for the whole import.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        return folder;
    }

    private BytePath List(SourceFolder folder, BytePath part, bool isNew, Dictionary<string, SourceMessage> taken)
    {
        if (ByteFiles.Facts(part) is null)
        {
            return part;
        }

        var path = maildir.Follow(part);
        if (path is null || ByteFiles.Names(path.Value) is not { } names)
        {
            folder.IsWhole = false;
            report.Add(ReportOutcome.LeftOut, address, "FolderUnreadable", folder.Name + "/" + part.Name);
            return part;
        }

        foreach (var fileName in names)
        {
            if (!MaildirName.TryParse(System.Text.Encoding.Latin1.GetBytes(fileName), out var name))
            {
                continue;
            }

            // Some flags and few keywords: the messages of a large folder share few of these texts.
            var info = fileName[name.BaseName.Length..];
            var message = new SourceMessage(name.BaseName, _infos.TryGetValue(info, out var known) ? known : _infos[info] = info, isNew, name);
            if (!taken.TryAdd(message.Key, message))
            {
                Twin(folder, taken[message.Key], message);
                continue;
            }

            folder.Messages.Add(message);
        }

        return path.Value;
    }

    // Two files with one base name: a half-done move when they are the same, else two messages.
    private void Twin(SourceFolder folder, in SourceMessage first, in SourceMessage second)
    {
        if (ByteFiles.Facts(folder.File(first))?.Length == ByteFiles.Facts(folder.File(second))?.Length)
        {
            report.Add(ReportOutcome.LeftOut, address, "MessageTwice", folder.Name, BytePath.Show(second.FileName));
        }
        else
        {
            // A slash is in no file name.
            folder.Messages.Add(second with { Key = $"{second.Key}/{second.FileName}" });
        }
    }

    private void ReadUids(SourceFolder folder, Dictionary<string, SourceMessage> taken)
    {
        var courier = folder.Path / "courierimapuiddb";
        var dovecot = folder.Path / "dovecot-uidlist";

        // The newer one is the live one.
        var isDovecot = ByteFiles.Facts(dovecot)?.Modified is { } modified && !(ByteFiles.Facts(courier)?.Modified > modified);
        if (maildir.Read(isDovecot ? dovecot : courier) is not { } file)
        {
            return;
        }

        folder.IsDovecot = isDovecot;
        folder.Uids = UidList.Parse(file) is { NextUid: <= MaxNextUid } list ? Share(list, taken) : null;
        if (folder.Uids is null)
        {
            report.Add(ReportOutcome.Warning, address, "UidFileBad", folder.Name, (isDovecot ? dovecot : courier).ToString());
            return;
        }

        foreach (var line in folder.Uids.BadLines)
        {
            report.Add(ReportOutcome.Warning, address, "UidLineBad", folder.Name, BytePath.Show(line.Text));
        }
    }

    // One text for a name, not two.
    private static UidList Share(UidList list, Dictionary<string, SourceMessage> taken) => list with
    {
        Entries = [.. list.Entries.Select(entry => taken.TryGetValue(entry.BaseName, out var message) ? entry with { BaseName = message.Key } : entry)],
    };

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
