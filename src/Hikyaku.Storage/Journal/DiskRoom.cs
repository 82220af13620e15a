using Hikyaku.Mail.Store;

using Microsoft.Extensions.Logging;

namespace Hikyaku.Storage.Journal;

/// <summary>
/// The free space of the volume. New mail is refused before the disk is full, so that flags, moves, removals and the databases still find room; a
/// file kept in reserve is given up for them when something else has filled the disk.
/// </summary>
internal sealed class DiskRoom(DataFolder folder, JournalOptions options, ILogger<DiskRoom> logger)
{
    private const long Least = 16 << 20;
    private const long Most = 64 << 20;
    private const long Reserve = 8 << 20;
    private const int MillisecondsKnown = 200;
    private readonly Lock _lock = new();
    private long _measured = long.MinValue;
    private long _free;
    private long _total;
    private bool _isLow;

    /// <summary>What the administrator wants to stay free; 0 leaves the choice to the size of the volume.</summary>
    public long Chosen { get; set; }

    /// <summary>Octets that new mail leaves free.</summary>
    public long Kept => options.ReservedBytes ?? (Chosen > 0 ? Chosen : Math.Clamp(Total / 100, Least, Most));

    /// <summary>The size of the volume.</summary>
    public long Total
    {
        get
        {
            lock (_lock)
            {
                Measure();
                return _total;
            }
        }
    }

    private string ReservePath => Path.Combine(folder.Journal, "reserve");

    private long ReserveBytes => Math.Min(Reserve, Kept / 2);

    /// <summary>Whether that many octets of new mail leave enough free.</summary>
    public bool Has(long octets)
    {
        var kept = Kept;
        lock (_lock)
        {
            Measure();
            return _free - octets >= kept;
        }
    }

    /// <summary>Counts octets of new mail as written.</summary>
    /// <exception cref="StoreUnavailableException">They would not leave enough free.</exception>
    public void Take(long octets)
    {
        if (!Has(octets))
        {
            GiveReserve();
            var kept = Kept;
            Note(isLow: true, kept);
            throw new StoreUnavailableException($"Only {_free} octets are free on the volume of {folder.Root}; {kept} are kept free.") { IsFull = true };
        }

        lock (_lock)
        {
            _free -= octets;
        }
    }

    /// <summary>Gives the reserve up when the disk is all but full.</summary>
    public void GiveReserve()
    {
        if (HasLess(ReserveBytes / 2) && File.Exists(ReservePath))
        {
            File.Delete(ReservePath);
            Forget();
        }
    }

    /// <summary>Keeps or gives up the reserve as the free space allows; after a checkpoint, which may have made room.</summary>
    public void Tend()
    {
        Forget();
        GiveReserve();
        var (kept, reserve) = (Kept, ReserveBytes);
        if (Has(reserve))
        {
            if (reserve > 0 && !File.Exists(ReservePath))
            {
                KeepReserve(reserve);
            }

            Note(isLow: false, kept);
        }
        else if (!Has(0))
        {
            Note(isLow: true, kept);
        }
    }

    private void KeepReserve(long octets)
    {
        try
        {
            DataFolder.Allocate(ReservePath, octets);
        }
        catch (IOException)
        {
            // The room went meanwhile.
        }
    }

    private bool HasLess(long octets)
    {
        lock (_lock)
        {
            Measure();
            return _free < octets;
        }
    }

    private void Forget()
    {
        lock (_lock)
        {
            _measured = long.MinValue;
        }
    }

    private void Note(bool isLow, long kept)
    {
        lock (_lock)
        {
            if (isLow == _isLow)
            {
                return;
            }

            _isLow = isLow;
        }

        if (isLow)
        {
            logger.DiskLow(folder.Root, _free, kept);
        }
        else
        {
            logger.DiskHasRoom(folder.Root, _free);
        }
    }

    private void Measure()
    {
        var now = Environment.TickCount64;
        if (_measured == long.MinValue || now - _measured > MillisecondsKnown)
        {
            (_free, _total) = options.Space?.Invoke() ?? LibC.Space(folder.Root);
            _measured = now;
        }
    }
}
