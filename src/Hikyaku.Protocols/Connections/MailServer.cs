using System.Net;
using System.Net.Sockets;
using Hikyaku.Mail.Certificates;
using Hikyaku.Mail.Metrics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hikyaku.Protocols.Connections;

/// <summary>Opens the listeners and gives each connection to a session of its protocol.</summary>
public sealed class MailServer
{
    // Octets that a client may be ahead of its session; many may send large messages at once.
    private const int InputAhead = 128 * 1024;

    private readonly Dictionary<ListenerProtocol, SessionFactory> _sessions;
    private readonly ConnectionTable _table;
    private readonly CertificateStore _certificates;
    private readonly MailMetrics? _metrics;
    private readonly ILogger<MailServer> _logger;
    private readonly SocketTransportFactory _transport;
    private readonly List<IConnectionListener> _open = [];
    private readonly List<Listener> _listeners = [];
    private readonly List<Task> _accepting = [];

    /// <summary>A server that listens nowhere yet; of two sessions for one protocol the first registered serves.</summary>
    public MailServer(IEnumerable<SessionFactory> sessions, ConnectionTable table, CertificateStore certificates, ILoggerFactory loggers, MailMetrics? metrics = null)
    {
        _sessions = sessions.DistinctBy(session => session.Protocol).ToDictionary(session => session.Protocol);
        _table = table;
        _certificates = certificates;
        _metrics = metrics;
        _logger = loggers.CreateLogger<MailServer>();
        _transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions { MaxReadBufferSize = InputAhead }), loggers);
    }

    /// <summary>Where the server listens, with the ports it really got.</summary>
    public IReadOnlyList<Listener> Listeners => _listeners;

    /// <summary>Whether a front for this protocol is there.</summary>
    public bool Serves(ListenerProtocol protocol) => _sessions.ContainsKey(protocol);

    /// <summary>Opens every listener, then accepts on all of them; when one cannot be opened, none stays open.</summary>
    /// <returns>Null, or the first listener that cannot be opened.</returns>
    public async Task<ListenerFailure?> Start(IEnumerable<Listener> listeners, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(listeners);
        foreach (var listener in listeners)
        {
            if (await Bind(listener, ct) is { } failure)
            {
                await CloseListeners();
                return failure;
            }
        }

        for (var i = 0; i < _open.Count; i++)
        {
            ConnectionLog.Listening(_logger, _listeners[i]);
            _accepting.Add(Accept(_open[i], _listeners[i]));
        }

        return null;
    }

    /// <summary>Accepts no more, lets every session finish its command, and cuts what has not ended after <paramref name="grace"/>.</summary>
    public async Task Stop(TimeSpan grace)
    {
        await CloseListeners();
        var cut = await _table.Stop(grace);
        if (cut > 0)
            ConnectionLog.Cut(_logger, cut);
    }

    private async Task<ListenerFailure?> Bind(Listener listener, CancellationToken ct)
    {
        try
        {
            var open = await _transport.BindAsync(listener.EndPoint, ct);
            _open.Add(open);
            _listeners.Add(listener with { EndPoint = (IPEndPoint)open.EndPoint });
            return null;
        }
        catch (AddressInUseException e)
        {
            return new ListenerFailure(listener, ListenerProblem.PortInUse, e.Message);
        }
        catch (SocketException e)
        {
            return new ListenerFailure(listener, ProblemOf(e.SocketErrorCode), e.Message);
        }
    }

    private static ListenerProblem ProblemOf(SocketError error) => error switch
    {
        SocketError.AccessDenied => ListenerProblem.NotPermitted,
        SocketError.AddressNotAvailable => ListenerProblem.NoSuchAddress,
        _ => ListenerProblem.Other,
    };

    private async Task CloseListeners()
    {
        foreach (var listener in _open)
        {
            await listener.UnbindAsync();
            await listener.DisposeAsync();
        }

        await Task.WhenAll(_accepting);
        _open.Clear();
        _accepting.Clear();
        _listeners.Clear();
    }

    private async Task Accept(IConnectionListener open, Listener listener)
    {
        try
        {
            while (await open.AcceptAsync() is { } context)
            {
                var connection = new MailConnection(context, listener, _table, _certificates, _logger);
                _ = Task.Run(() => Serve(connection));
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            ConnectionLog.AcceptFailed(_logger, listener, e);
        }
    }

    private async Task Serve(MailConnection connection)
    {
        try
        {
            if (!await ProxyFront.Meet(connection, _logger))
                return;

            if (_table.TryAdd(connection))
                await Talk(connection);
            else
                await Refuse(connection);
        }
        catch (Exception e) when (connection.Closed.IsCancellationRequested && e is IOException or OperationCanceledException)
        {
            // The client left in the middle of an answer.
        }
        catch (Exception e)
        {
            ConnectionLog.SessionFailed(_logger, connection.Id, e);
        }
        finally
        {
            await connection.Close();
            _table.Remove(connection);
            ConnectionLog.Closed(_logger, connection.Id);
        }
    }

    private async Task Talk(MailConnection connection)
    {
        var protocol = connection.Listener.Protocol;
        _metrics?.Connected(protocol.Name());
        ConnectionLog.Opened(_logger, connection.Id, protocol.Name(), connection.Remote);
        if (protocol.IsImplicitTls() && !await connection.Handshake(connection.Stopping))
            return;

        await _sessions[protocol].Create().Run(connection);
    }

    private async Task Refuse(MailConnection connection)
    {
        ConnectionLog.TooMany(_logger, connection.Id, connection.Remote, _table.Count, _table.Limits.Total, _table.Limits.Of(connection.Listener.Protocol, connection.Remote.Address));
        var line = connection.Listener.Protocol.TooManyConnections();
        connection.Output.GetSpan(line.Length);
        System.Buffers.BuffersExtensions.Write(connection.Output, line);
        await connection.Output.FlushAsync();
    }
}
