using Hikyaku.Mail.Delivery;

namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>Connections that wait for the next message to the same host with the same protection and sign-in.</summary>
/// <remarks>Limits: <see cref="SmtpClientLimits.Idle"/>, <see cref="SmtpClientLimits.IdleConnections"/>.</remarks>
internal sealed class IdleConnections : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private readonly SmtpClientLimits _limits;
    private readonly TimeProvider _time;
    private readonly ITimer _clock;
    private readonly Lock _lock = new();
    private readonly List<(GreetedConnection Connection, long Since)> _waiting = [];
    private bool _isClosed;

    public IdleConnections(SmtpClientLimits limits, TimeProvider time)
    {
        (_limits, _time) = (limits, time);
        _clock = time.CreateTimer(static idle => ((IdleConnections)idle!).CloseOld(), this, Tick, Tick);
    }

    /// <summary>The one that waited least, which is the caller's then.</summary>
    public GreetedConnection? Take(RemoteHost host)
    {
        lock (_lock)
        {
            var found = _waiting.FindLastIndex(w => w.Connection.Host == host);
            if (found < 0)
            {
                return null;
            }

            var connection = _waiting[found].Connection;
            _waiting.RemoveAt(found);
            return connection;
        }
    }

    /// <summary>Lets a connection wait; false when there is no room, and it stays the caller's.</summary>
    public bool TryPut(GreetedConnection connection)
    {
        lock (_lock)
        {
            if (_isClosed || _waiting.Count >= _limits.IdleConnections)
            {
                return false;
            }

            _waiting.Add((connection, _time.GetTimestamp()));
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
        }

        await _clock.DisposeAsync();
        await Task.WhenAll(TakeWhere(static _ => true).Select(Close));
    }

    private void CloseOld()
    {
        foreach (var connection in TakeWhere(since => _time.GetElapsedTime(since) >= _limits.Idle))
        {
            _ = Close(connection);
        }
    }

    private List<GreetedConnection> TakeWhere(Func<long, bool> isOver)
    {
        lock (_lock)
        {
            var taken = _waiting.FindAll(w => isOver(w.Since)).ConvertAll(w => w.Connection);
            _waiting.RemoveAll(w => isOver(w.Since));
            return taken;
        }
    }

    private static async Task Close(GreetedConnection connection)
    {
        await connection.Quit(CancellationToken.None);
        await connection.DisposeAsync();
    }
}
