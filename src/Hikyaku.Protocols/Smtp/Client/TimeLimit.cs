namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>A token that is cancelled by the caller or after a time.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource _clock;
    private readonly CancellationTokenSource _either;

    public TimeLimit(TimeSpan time, TimeProvider provider, CancellationToken cancellation)
    {
        _clock = new CancellationTokenSource(time, provider);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_clock.Token, cancellation);
    }

    public CancellationToken Token => _either.Token;

    public void Dispose()
    {
        _either.Dispose();
        _clock.Dispose();
    }
}
