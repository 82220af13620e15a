namespace Hikyaku.Storage.Journal;

/// <summary>The segment files of the journal. One that is no longer needed is kept to be used again, and all are small while the disk is nearly full.</summary>
internal sealed class SegmentFiles(DataFolder folder, JournalOptions options, DiskRoom room)
{
    private const long Smallest = 256 << 10;
    private const long Least = 16 << 10;
    private const int PartOfVolume = 64;

    /// <summary>Octets of a segment as they are made on this volume.</summary>
    public long Usual => Math.Min(options.SegmentBytes, Math.Max(Smallest, room.Total / PartOfVolume));

    private string Spare => Path.Combine(folder.Journal, "spare");

    /// <summary>Makes a segment, durably.</summary>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public JournalSegment Create(long number, long previous, long previousEnd)
    {
        room.GiveReserve();
        if (!File.Exists(Spare))
        {
            Allocate(room.Has(Usual) ? Usual : Math.Min(Usual, Smallest));
        }

        return JournalSegment.Begin(Spare, folder.Journal, number, previous, previousEnd);
    }

    /// <summary>Lets a segment go: it becomes the spare one, or gives its room back.</summary>
    public void Release(long number)
    {
        var path = JournalSegment.PathOf(folder.Journal, number);
        if (new FileInfo(path).Length == Usual && !File.Exists(Spare) && room.Has(0))
        {
            File.Move(path, Spare);
        }
        else
        {
            File.Delete(path);
        }
    }

    /// <summary>Gives the room back that no record uses, when the disk is nearly full.</summary>
    public void Trim()
    {
        if (room.Has(0))
        {
            return;
        }

        if (File.Exists(Spare) && new FileInfo(Spare).Length > Smallest)
        {
            File.Delete(Spare);
        }

        foreach (var number in folder.Segments())
        {
            var path = JournalSegment.PathOf(folder.Journal, number);
            using var reader = new SegmentReader(path, number, folder.OpenSpool);
            if (reader.IsValid)
            {
                using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                RandomAccess.SetLength(file, reader.FindEnd());
            }
        }
    }

    private void Allocate(long octets)
    {
        try
        {
            DataFolder.Allocate(Spare, octets);
        }
        catch (IOException) when (octets > Least)
        {
            Allocate(Math.Min(octets, Smallest) / 4);
        }
    }
}
