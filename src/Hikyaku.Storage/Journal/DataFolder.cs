using System.Globalization;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.Storage.Journal;

/// <summary>The paths of a data folder.</summary>
internal sealed class DataFolder(string path)
{
    private long _roomChecked;
    private long _room = long.MaxValue;

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

    /// <summary>Refuses when the volume has less room than that; looks a few times a second at most.</summary>
    public void CheckRoom(long needed)
    {
        var now = Environment.TickCount64;
        if (now - _roomChecked > 250 || _room < needed)
        {
            (_room, _roomChecked) = (LibC.FreeBytes(Root), now);
        }

        if (_room < needed)
        {
            throw new IOException($"Only {_room} octets are free on the volume of {Root}; {needed} are kept in reserve.");
        }
    }
}
