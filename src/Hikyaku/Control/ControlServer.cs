using System.Collections.Concurrent;
using System.Net.Sockets;
using Hikyaku.Mail;
using Hikyaku.Mail.Settings;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Control;

/// <summary>Runs commands for the operator while the server has the data folder. Only the owner of the folder can open the socket.</summary>
internal sealed partial class ControlServer(IServiceProvider services, ServerIdentity identity, ILogger<ControlServer> log) : IServerPart, IDisposable
{
    private const int MaxCommands = 16;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _free = new(MaxCommands, MaxCommands);
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private Socket? _socket;
    private Task _accepting = Task.CompletedTask;

    public Task Start(CancellationToken ct)
    {
        var path = ControlSocket.PathIn(identity.DataFolder);
        if (ControlSocket.EndPoint(identity.DataFolder) is not { } endPoint)
        {
            PathTooLong(path);
            return Task.CompletedTask;
        }

        // Left by a process that was killed; the folder's lock says that none has it now.
        File.Delete(path);
        _socket = ControlSocket.Create();
        _socket.Bind(endPoint);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        _socket.Listen(MaxCommands);
        _accepting = Accept(_socket);
        return Task.CompletedTask;
    }

    public async Task Stop(CancellationToken ct)
    {
        if (_socket is null)
        {
            return;
        }

        await _stopping.CancelAsync();
        _socket.Dispose();
        await _accepting;
        await Task.WhenAll(_running.Keys).WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        File.Delete(ControlSocket.PathIn(identity.DataFolder));
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _stopping.Dispose();
        _free.Dispose();
    }

    private async Task Accept(Socket socket)
    {
        try
        {
            while (true)
            {
                await _free.WaitAsync(_stopping.Token);
                var accepted = await socket.AcceptAsync(_stopping.Token);
                var running = Serve(accepted);
                _running.TryAdd(running, true);
                _ = running.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            if (!_stopping.IsCancellationRequested)
            {
                AcceptFailed(e);
            }
        }
    }

    private async Task Serve(Socket socket)
    {
        try
        {
            using var stream = new ControlStream(new NetworkStream(socket, ownsSocket: true));
            await new ControlSession(services, stream).Run(_stopping.Token);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or OperationCanceledException or SocketException)
        {
            Broken(e.Message);
        }
        finally
        {
            _free.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} is too long for a socket, so that commands cannot reach this server; choose a shorter data folder")]
    private partial void PathTooLong(string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "Commands cannot reach this server any more")]
    private partial void AcceptFailed(Exception e);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A command was cut off: {Reason}")]
    private partial void Broken(string reason);
}
