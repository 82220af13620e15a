using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Hikyaku.Protocols.Connections;

/// <summary>The open connections: it counts them, and one coarse clock checks the time-outs of all.</summary>
public sealed class ConnectionTable : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<MailConnection, (IPAddress Address, bool IsSmtp)> _open = new();
    private readonly ConcurrentDictionary<(IPAddress Address, bool IsSmtp), int> _perAddress = new();
    private readonly Func<ConnectionLimits> _limits;
    private volatile ConnectionLimits? _current;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SessionId _ids = new();
    private readonly ITimer _clock;
    private TaskCompletionSource? _empty;
    private int _count;

    /// <summary>An empty table whose clock runs.</summary>
    /// <param name="limits">Reads the limits that hold now.</param>
    /// <param name="time">The clock of all time-outs.</param>
    public ConnectionTable(Func<ConnectionLimits> limits, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _limits = limits;
        Time = time;
        _clock = time.CreateTimer(static table => ((ConnectionTable)table!).CheckDeadlines(), this, Tick, Tick);
    }

    /// <summary>Connections that are open now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Cancelled when the server stops.</summary>
    public CancellationToken Stopping => _stopping.Token;

    internal ConnectionLimits Limits => _current ??= _limits();

    internal TimeProvider Time { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _clock.Dispose();
        _stopping.Dispose();
    }

    internal string NextId() => _ids.Next();

    /// <summary>Takes a connection in; false when there are too many in all or from its address.</summary>
    internal bool TryAdd(MailConnection connection)
    {
        var limits = _limits();
        _current = limits;
        var protocol = connection.Listener.Protocol;
        var key = (Key(connection.Remote.Address), protocol.IsSmtp());
        var ofAddress = _perAddress.AddOrUpdate(key, 1, static (_, count) => count + 1);
        var all = Interlocked.Increment(ref _count);
        _open[connection] = key;
        var fits = all <= limits.Total && ofAddress <= limits.Of(protocol, connection.Remote.Address);
        if (!fits)
            Remove(connection);
        else if (Stopping.IsCancellationRequested)
            connection.WakeReader();
        return fits;
    }

    /// <summary>Counts a connection for the client that its front has named; false when that has too many.</summary>
    internal bool TryMove(MailConnection connection)
    {
        var next = (Key(connection.Remote.Address), connection.Listener.Protocol.IsSmtp());
        if (!_open.TryGetValue(connection, out var key) || key == next)
            return true;

        var ofAddress = _perAddress.AddOrUpdate(next, 1, static (_, count) => count + 1);
        _open[connection] = next;
        Leave(key);
        return ofAddress <= Limits.Of(connection.Listener.Protocol, connection.Remote.Address);
    }

    internal void Remove(MailConnection connection)
    {
        if (!_open.TryRemove(connection, out var key))
            return;

        Leave(key);
        if (Interlocked.Decrement(ref _count) == 0)
            Volatile.Read(ref _empty)?.TrySetResult();
    }

    private void Leave((IPAddress Address, bool IsSmtp) key)
    {
        if (_perAddress.AddOrUpdate(key, 0, static (_, count) => count - 1) == 0)
            _perAddress.TryRemove(KeyValuePair.Create(key, 0));
    }

    /// <summary>Asks all sessions to end, cuts those that have not after <paramref name="grace"/>, and waits for all.</summary>
    /// <returns>How many were cut.</returns>
    internal async Task<int> Stop(TimeSpan grace)
    {
        _empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _stopping.CancelAsync();
        foreach (var connection in _open.Keys)
            connection.WakeReader();
        if (await IsEmptyAfter(grace))
            return 0;

        var cut = 0;
        foreach (var connection in _open.Keys)
        {
            connection.Abort();
            cut++;
        }

        await IsEmptyAfter(Tick);
        return cut;
    }

    private async Task<bool> IsEmptyAfter(TimeSpan wait)
    {
        if (Count == 0)
            return true;

        try
        {
            await _empty!.Task.WaitAsync(wait, Time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void CheckDeadlines()
    {
        var now = Time.GetTimestamp();
        foreach (var (connection, _) in _open)
            connection.CheckDeadlines(now);
    }

    // One customer of IPv6 has at least a /64 (RFC 6177 §2), so its addresses count together.
    private static IPAddress Key(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address;

        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out _);
        octets[8..].Clear();
        return new IPAddress(octets);
    }
}
