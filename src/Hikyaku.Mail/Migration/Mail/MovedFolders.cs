using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.State;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>
/// Finds folders that were renamed at the source while another one took their old name: the directory of the new name has the UIDVALIDITY that the old
/// one had, the old one has it no more, and of the messages that were imported from it the new one has more.
/// </summary>
internal sealed class MovedFolders(SeenFolders folders, ImportState state, AccountId? account, SourceMaildir maildir)
{
    // What is odd about the folders is told when they are imported.
    private readonly FolderReader _reader = new(maildir, state.ScratchFolder, "", new MigrationReport());

    /// <summary>The old directory and the new one of each.</summary>
    public IReadOnlyList<(string From, SourceDirectory To)> Find()
    {
        var there = folders.Folders.Count == 0 ? [] : maildir.Folders.Where(folder => folder.Directory.Length > 0)
            .ToDictionary(folder => folder.Directory, folder => (Folder: folder, Validity: Validity(folder)), StringComparer.Ordinal);
        var moves = new List<(string From, SourceDirectory To)>();
        foreach (var (to, validity) in there.Values.Where(item => item.Validity != 0 && folders.Folders.GetValueOrDefault(item.Folder.Directory)?.UidValidity != item.Validity))
        {
            foreach (var (from, known) in folders.Folders.Where(item => item.Value.UidValidity == validity))
            {
                if (there.TryGetValue(from, out var other) && other.Validity != validity && Count(known, to) > Count(known, other.Folder))
                {
                    moves.Add((from, to));
                    break;
                }
            }
        }

        return [.. moves.DistinctBy(move => move.From, StringComparer.Ordinal)];
    }

    private int Count(FolderState known, SourceDirectory directory)
    {
        using var folder = _reader.Read(directory);
        return state.Count(account, new MailboxId(known.Mailbox), folder.Messages);
    }

    private uint Validity(SourceDirectory folder)
    {
        var validity = 0u;
        maildir.EachLine(FolderReader.UidFile(folder.Path).File, line =>
        {
            validity = UidList.Parse(line)?.UidValidity ?? 0;
            return false;
        });
        return validity;
    }
}
