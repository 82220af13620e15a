using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Store;

namespace Hikyaku.Storage.Sqlite.Queue;

/// <summary>Applies the changes of many callers in one transaction: those that one write of the journal let go on, and those that come meanwhile.</summary>
internal sealed class QueueChanges(SqliteDatabase database) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private List<Pending> _pending = [];

    /// <summary>Applies changes in order; answers the files that no message uses any more because of them.</summary>
    public async ValueTask<IReadOnlyList<BlobId>> Apply(IReadOnlyList<QueueChange> changes, CancellationToken cancellation)
    {
        // Not later: once it is on the list, whoever comes next may apply it.
        cancellation.ThrowIfCancellationRequested();
        var own = new Pending(changes);
        lock (_lock)
        {
            _pending.Add(own);
        }

        // Those who may go on at the same moment come first, and join.
        await Task.Yield();
        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            if (!own.Done.Task.IsCompleted)
            {
                await Write(Take());
            }
        }
        finally
        {
            _writing.Release();
        }

        return await own.Done.Task;
    }

    public void Dispose() => _writing.Dispose();

    private List<Pending> Take()
    {
        lock (_lock)
        {
            (var taken, _pending) = (_pending, []);
            return taken;
        }
    }

    private async ValueTask Write(List<Pending> all)
    {
        try
        {
            var unused = await database.Write(session => Apply(session, all), CancellationToken.None);
            for (var i = 0; i < all.Count; i++)
            {
                all[i].Done.SetResult(unused[i]);
            }
        }
#pragma warning disable CA1031 // Whoever waits gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await Fail(all, exception);
        }
    }

    // What cannot be applied must not keep the others from it.
    private async ValueTask Fail(List<Pending> all, Exception exception)
    {
        if (all is [var only])
        {
            only.Done.SetException(exception);
            return;
        }

        foreach (var one in all)
        {
            await Write([one]);
        }
    }

    private static List<IReadOnlyList<BlobId>> Apply(SqliteSession session, List<Pending> all)
    {
        var writer = new QueueWriter(session);
        var unused = new List<IReadOnlyList<BlobId>>(all.Count);
        foreach (var one in all)
        {
            var before = writer.Unused.Count;
            foreach (var change in one.Changes)
            {
                writer.Apply(change);
            }

            unused.Add(writer.Unused[before..]);
        }

        writer.Complete();
        return unused;
    }

    private sealed class Pending(IReadOnlyList<QueueChange> changes)
    {
        public IReadOnlyList<QueueChange> Changes => changes;

        public TaskCompletionSource<IReadOnlyList<BlobId>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
