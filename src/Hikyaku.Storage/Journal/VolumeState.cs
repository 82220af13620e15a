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
        return new VolumeState(
            long.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture), words[2] == "clean");
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

    private static string PathIn(DataFolder folder) => Path.Combine(folder.Journal, "state");
}
