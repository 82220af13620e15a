using System.Globalization;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.Storage.Journal;

/// <summary>The paths of a data folder.</summary>
internal sealed class DataFolder(string path)
{
    public string Root { get; } = System.IO.Path.GetFullPath(path);

    public string Accounts => Path.Combine(Root, "accounts");

    public string Journal => Path.Combine(Root, "journal");

    public string Spool => Path.Combine(Root, "journal", "spool");

    public string Queue => Path.Combine(Root, "queue", "messages");

    // 256 folders, so that none has a million entries.
    public string Account(AccountId id) =>
        Path.Combine(Accounts, (id.Value & 0xff).ToString("x2", CultureInfo.InvariantCulture), id.Value.ToString(CultureInfo.InvariantCulture));

    public string SpoolPath(BlobId id) => Path.Combine(Spool, id + ".eml");

    public Stream OpenSpool(BlobId id) => File.OpenRead(SpoolPath(id));

    /// <summary>Puts a content's file into the spool, on stable storage.</summary>
    public void EnsureSpooled(MessageContent content)
    {
        var target = SpoolPath(content.Id);
        if (!File.Exists(target))
        {
            File.Copy(content.FilePath!, target);
        }

        using var file = File.OpenHandle(target, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        LibC.DataSync(file);
    }

    /// <summary>The numbers of the journal's segments, ascending.</summary>
    public long[] Segments() => System.IO.Directory.Exists(Journal)
        ? [.. System.IO.Directory.EnumerateFiles(Journal, "*.log")
            .Select(f => long.TryParse(Path.GetFileNameWithoutExtension(f), CultureInfo.InvariantCulture, out var n) ? n : 0)
            .Where(n => n > 0)
            .Order()]
        : [];

    /// <summary>Makes a file of that length whose room on the disk is its own; the length is there at once, so that a sync of what is written need not change it.</summary>
    /// <exception cref="IOException">The disk has no room; there is no file then.</exception>
    public static void Allocate(string path, long octets)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, octets);
            RandomAccess.SetLength(file, octets);
        }
        catch (IOException)
        {
            File.Delete(path);
            throw;
        }
    }
}
