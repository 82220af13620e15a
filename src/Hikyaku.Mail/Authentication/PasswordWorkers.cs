using Hikyaku.Formats.Passwords;

namespace Hikyaku.Mail.Authentication;

/// <summary>Hashes passwords beside the connections, a bounded number at a time: argon2id takes processor and memory.</summary>
/// <remarks>Limits: as many at once as there are processors; at most <see cref="MaxWaiting"/> wait, further ones are refused.</remarks>
internal sealed class PasswordWorkers : IDisposable
{
    internal const int MaxWaiting = 512;
    private readonly SemaphoreSlim _free = new(Environment.ProcessorCount);
    private int _waiting;

    /// <summary>Verifies; null when too many wait already.</summary>
    public Task<bool?> Verify(PasswordHash hash, ReadOnlyMemory<byte> password, string userName, CancellationToken cancellation) =>
        Run(bool? () => hash.Verify(password.Span, userName), null, cancellation);

    /// <summary>Makes the string to store; null when too many wait already.</summary>
    public Task<string?> Create(ReadOnlyMemory<byte> password, CancellationToken cancellation) =>
        Run(string? () => PasswordHash.Create(password.Span), null, cancellation);

    public void Dispose() => _free.Dispose();

    private async Task<T> Run<T>(Func<T> work, T refused, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return refused;
        }

        try
        {
            await _free.WaitAsync(cancellation);
            try
            {
                return await Task.Run(work, CancellationToken.None);
            }
            finally
            {
                _free.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
