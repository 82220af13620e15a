using Hikyaku.Mail.Store;
using Hikyaku.Storage.Blobs;
using Hikyaku.Storage.Sqlite.Accounts;

namespace Hikyaku.Storage.Journal;

/// <summary>The data folder: its lock, its epochs and its checkpoints.</summary>
internal sealed class Volume(
    DataFolder folder, RedoLog journal, MessageFiles files, AccountStorage accounts, LateDatabases late, SegmentFiles segments, DiskRoom room, JournalOptions options)
    : IVolume, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _checkpointing = new(1, 1);
    private VolumeState _state = new(0, 0, IsClean: true);
    private FolderLock? _lock;
    private DiskThread? _disk;

    public long Epoch => _state.Epoch;

    public long LastUncleanEpoch => _state.LastUncleanEpoch;

    public bool WantsCheckpoint => journal.WantsCheckpoint;

    public void KeepFree(long octets) => room.Chosen = octets;

    public bool HasRoom(long octets) => room.Has(octets);

    public async ValueTask<IDisposable> HoldCheckpoints(CancellationToken cancellation)
    {
        await _checkpointing.WaitAsync(cancellation);
        return new CheckpointHold(_checkpointing);
    }

    public ValueTask Open(CancellationToken cancellation)
    {
        _lock = FolderLock.Take(folder);
        Directory.CreateDirectory(folder.Journal);
        room.GiveReserve();
        segments.Trim();
        Directory.CreateDirectory(folder.Accounts);
        Directory.CreateDirectory(folder.Queue);
        _state = VolumeState.Read(folder).Next();
        _state.Write(folder);
        _disk = new DiskThread("checkpoint");
        journal.Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask<bool> Checkpoint(CancellationToken cancellation)
    {
        await _checkpointing.WaitAsync(cancellation);
        try
        {
            var cut = await Cut(cancellation);

            // Taken after the cut, so that none is forgotten with its segment, and before the sync, so that what made a file needless is on stable
            // storage before the file goes. Files go even when the journal can not let go of anything: they may be the room that it waits for.
            var discarded = files.TakeDiscarded();
            await _disk!.Run(() => Settle(cut, discarded)).WaitAsync(CancellationToken.None);
            return cut is not null;
        }
        finally
        {
            _checkpointing.Release();
        }
    }

    public async ValueTask Sync(CancellationToken cancellation) => await _disk!.Run(_lock!.SyncFileSystem).WaitAsync(cancellation);

    public async ValueTask Close()
    {
        if (_lock is null)
        {
            return;
        }

        try
        {
            if (await Checkpoint(CancellationToken.None))
            {
                (_state with { IsClean = true }).Write(folder);
            }
        }
        finally
        {
            Dispose();
        }
    }

    public void Abandon() => Dispose();

    public void Dispose()
    {
        journal.Dispose();
        _disk?.Dispose();
        _disk = null;
        _lock?.Dispose();
        _lock = null;
    }

    // What lies before the cut is in the rows when this returns.
    private async ValueTask<JournalCut?> Cut(CancellationToken cancellation)
    {
        late.BeginSettling();
        try
        {
            return await journal.Cut(late.Write, Patience, cancellation);
        }
        finally
        {
            late.EndSettling();
        }
    }

    private void Settle(JournalCut? cut, List<Discarded> discarded)
    {
        try
        {
            accounts.WriteManifests();
        }
        catch
        {
            Remove(discarded);
            throw;
        }

        Remove(discarded);
        if (cut is { } done)
        {
            journal.Release(done);
        }

        room.Tend();
    }

    // What is not in a manifest is in the journal still, so that a file that goes is missed by nobody.
    private void Remove(List<Discarded> discarded)
    {
        try
        {
            options.FaultPoint?.Invoke("checkpoint.sync");
            _lock!.SyncFileSystem();
            options.FaultPoint?.Invoke("checkpoint.synced");
        }
        catch
        {
            files.PutBack(discarded);
            throw;
        }

        files.Remove(discarded);
    }
}
