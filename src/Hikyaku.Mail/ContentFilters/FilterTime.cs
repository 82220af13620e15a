using System.Net.Sockets;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>The time for one exchange with a content filter; what goes wrong within it comes out as <see cref="FilterFailedException"/>.</summary>
public sealed class FilterTime : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _outer;

    /// <summary>Starts the time.</summary>
    public FilterTime(TimeSpan timeout, TimeProvider time, CancellationToken cancellation)
    {
        _timeout = timeout;
        _outer = cancellation;
        _deadline = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, cancellation);
    }

    /// <summary>Does something within the time.</summary>
    /// <exception cref="FilterFailedException">It took too long, or the connection failed.</exception>
    public async ValueTask<T> Within<T>(Func<CancellationToken, ValueTask<T>> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        try
        {
            return await action(_either.Token);
        }
        catch (OperationCanceledException e) when (!_outer.IsCancellationRequested)
        {
            throw new FilterFailedException($"no answer within {_timeout.TotalSeconds:0} s", e);
        }
        catch (EndOfStreamException e)
        {
            throw new FilterFailedException("it ended the connection", e);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new FilterFailedException($"the connection failed: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _either.Dispose();
        _deadline.Dispose();
    }
}
