using System.Globalization;

namespace Hikyaku.Storage.Journal;

/// <summary>Which start of the store this is, and how the ones before ended; a small file, written durably at start and at a clean end.</summary>
internal sealed record VolumeState(long Epoch, long LastUncleanEpoch, bool IsClean)
{
    /// <summary>The state of the folder's last use; one that can not be read counts as unclean.</summary>
    public static VolumeState Read(DataFolder folder)
    {
        var path = PathIn(folder);
        if (!File.Exists(path))
        {
            return new VolumeState(0, 0, IsClean: true);
        }

        var words = File.ReadAllText(path).Split(' ', StringSplitOptions.TrimEntries);
        return words is [var epoch, var unclean, "clean" or "open"]
            && long.TryParse(epoch, CultureInfo.InvariantCulture, out var last) && long.TryParse(unclean, CultureInfo.InvariantCulture, out var lastUnclean)
                ? new VolumeState(last, lastUnclean, words[2] == "clean")
                : Lost(path);
    }

    public void Write(DataFolder folder)
    {
        var path = PathIn(folder);
        Directory.CreateDirectory(folder.Journal);
        using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{Epoch} {LastUncleanEpoch} {(IsClean ? "clean" : "open")}\n")));
            file.Flush();
            LibC.DataSync(file.SafeFileHandle);
        }

        File.Move(path + ".new", path, overwrite: true);
        LibC.SyncFolder(folder.Journal);
    }

    /// <summary>The state of the next start.</summary>
    public VolumeState Next() => new(Epoch + 1, IsClean ? LastUncleanEpoch : Epoch, IsClean: false);

    // Every database must be of an older epoch, so that each counts as one of a crash: starts are fewer than seconds.
    private static VolumeState Lost(string path) => new(new DateTimeOffset(File.GetLastWriteTimeUtc(path)).ToUnixTimeSeconds(), 0, IsClean: false);

    private static string PathIn(DataFolder folder) => Path.Combine(folder.Journal, "state");
}
