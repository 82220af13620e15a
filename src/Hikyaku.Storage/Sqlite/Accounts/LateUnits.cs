using Hikyaku.Mail.Store;

namespace Hikyaku.Storage.Sqlite.Accounts;

/// <summary>
/// The units of one account that wait for their rows, so that many of them share a transaction: its pages, locks and checksums cost more than the rows.
/// Nothing is lost with them: the journal has them until they are written.
/// </summary>
#pragma warning disable CA1001 // The semaphore makes no handle, and a checkpoint may still ask when the database is closed already.
internal sealed class LateUnits(Func<Action<SqliteSession>, ValueTask> transact, LateDatabases databases)
#pragma warning restore CA1001
{
    // The details of a message are some KiB of memory.
    private const int Most = 32;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private List<LateUnit> _units = [];
    private int _count;
    private volatile Exception? _failure;

    /// <summary>Takes a unit; now and then the rows of all are written here.</summary>
    public async ValueTask Add(LateUnit unit)
    {
        if (_failure is { } failure)
        {
            unit.Done(failure);
            return;
        }

        lock (_lock)
        {
            _units.Add(unit);
        }

        if (Interlocked.Increment(ref _count) == 1)
        {
            databases.Add(this);
        }

        if (Volatile.Read(ref _count) >= Most || databases.IsSettling)
        {
            await Write();
        }
    }

    /// <summary>Writes the rows of all that wait when this is called; each is told the outcome.</summary>
    public async ValueTask Write()
    {
        // Counted until they are written, so that whoever reads waits for a transaction under way.
        if (Volatile.Read(ref _count) == 0)
        {
            return;
        }

        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            List<LateUnit> taken;
            lock (_lock)
            {
                (taken, _units) = (_units, []);
            }

            if (taken.Count > 0)
            {
                var failure = _failure ??= await TryWrite(taken);
                taken.ForEach(unit => unit.Done(failure));
                Interlocked.Add(ref _count, -taken.Count);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Refuses what would leave a gap in the rows.</summary>
    /// <exception cref="StoreUnavailableException">An earlier unit could not be written.</exception>
    public void ThrowIfBroken()
    {
        if (_failure is { } failure)
        {
            throw new StoreUnavailableException("The database of an account lacks changes: " + failure.Message, failure)
            {
                IsDamaged = failure is StoreUnavailableException { IsDamaged: true },
            };
        }
    }

    private async ValueTask<Exception?> TryWrite(List<LateUnit> units)
    {
        try
        {
            await transact(session => units.ForEach(late => UnitRows.Apply(session, late.Unit, late.Details, late.Epoch)));
            return null;
        }
#pragma warning disable CA1031 // Whoever gave a unit is told, whatever went wrong.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }
}
