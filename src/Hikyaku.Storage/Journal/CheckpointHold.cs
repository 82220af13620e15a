namespace Hikyaku.Storage.Journal;

/// <summary>Keeps the journal as it is until it is disposed.</summary>
internal sealed class CheckpointHold(SemaphoreSlim checkpointing) : IDisposable
{
    private int _isDisposed;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            checkpointing.Release();
        }
    }
}
