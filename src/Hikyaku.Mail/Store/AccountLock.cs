namespace Hikyaku.Mail.Store;

/// <summary>An account's lock, held until disposed.</summary>
internal sealed class AccountLock(SemaphoreSlim held) : IDisposable
{
    private SemaphoreSlim? _held = held;

    public void Dispose() => Interlocked.Exchange(ref _held, null)?.Release();
}
