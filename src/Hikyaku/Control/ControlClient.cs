using System.Globalization;
using System.Net.Sockets;
using Hikyaku.Commands;

namespace Hikyaku.Control;

/// <summary>Lets a running server do the command, and is its terminal.</summary>
internal static class ControlClient
{
    /// <summary>The exit code of the command, or null when no server answers.</summary>
    /// <exception cref="UnauthorizedAccessException">A server is there, and this user may not command it.</exception>
    public static async Task<int?> Run(string dataFolder, IReadOnlyList<string> arguments, ITerminal terminal, CancellationToken cancellation)
    {
        if (await Connect(dataFolder, cancellation) is not { } socket)
        {
            return null;
        }

        using var stream = new ControlStream(new NetworkStream(socket, ownsSocket: true));
        await stream.Write(new ControlFrame { Request = Describe(arguments, terminal) }, cancellation);

        // The server ends the work in order and still tells how far it came, so that its last words are waited for.
        await using var stop = cancellation.Register(() => _ = Stop(stream));
        while (await stream.Read(CancellationToken.None) is { } frame)
        {
            await Show(frame, terminal);
            if (frame.Exit is { } code)
            {
                return code;
            }

            if (frame.Ask)
            {
                var line = await terminal.ReadLine(frame.Secret, cancellation);
                await stream.Write(line is null ? new ControlFrame { EndOfInput = true } : new ControlFrame { Line = line }, cancellation);
            }
        }

        await terminal.Error.WriteLineAsync(CommandMessages.Get("ServerGone"));
        return 1;
    }

    private static async Task Stop(ControlStream stream)
    {
        try
        {
            await stream.Write(new ControlFrame { Stop = true }, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The server is gone, or done.
        }
    }

    private static async Task<Socket?> Connect(string dataFolder, CancellationToken cancellation)
    {
        if (ControlSocket.EndPoint(dataFolder) is not { } endPoint || !File.Exists(ControlSocket.PathIn(dataFolder)))
        {
            return null;
        }

        var socket = ControlSocket.Create();
        try
        {
            await socket.ConnectAsync(endPoint, cancellation);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            return e.SocketErrorCode == SocketError.AccessDenied
                ? throw new UnauthorizedAccessException(CommandMessages.Get("ControlDenied", ControlSocket.PathIn(dataFolder)), e)
                : null;
        }
    }

    private static ControlRequest Describe(IReadOnlyList<string> arguments, ITerminal terminal) => new(
        arguments, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, terminal.Folder, terminal.User, terminal.Width, terminal.IsTerminal,
        terminal.IsInteractive);

    private static async Task Show(ControlFrame frame, ITerminal terminal)
    {
        if (frame.Out is not null)
        {
            await terminal.Out.WriteAsync(frame.Out);
            await terminal.Out.FlushAsync();
        }

        if (frame.Error is not null)
        {
            await terminal.Error.WriteAsync(frame.Error);
            await terminal.Error.FlushAsync();
        }
    }
}
