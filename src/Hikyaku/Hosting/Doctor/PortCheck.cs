using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Hosting.Doctor;

/// <summary>Each listener's port is free, or it is we who answer there.</summary>
internal static class PortCheck
{
    private const string Area = "ports";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // Every front names the program in its greeting, or in its answer where the client speaks first.
    private const string Program = "Hikyaku";

    /// <summary>Looks at one listener.</summary>
    /// <param name="listener">Where it shall listen.</param>
    /// <param name="isRunning">A server has the data folder, so it may be ours that answers.</param>
    /// <param name="ct">Ends the look.</param>
    public static async Task<Finding> Run(Listener listener, bool isRunning, CancellationToken ct)
    {
        switch (TryOpen(listener.EndPoint))
        {
            case SocketError.Success:
                return Finding.Ok(Area, "DoctorPortFree", listener.EndPoint, listener.Protocol.Name());
            case SocketError.AddressAlreadyInUse when isRunning && (await Greeting(listener, ct)).Contains(Program, StringComparison.Ordinal):
                return Finding.Ok(Area, "DoctorPortOurs", listener.EndPoint, listener.Protocol.Name());
            case SocketError.AddressAlreadyInUse:
                return Finding.Fail(Area, "PortInUse", listener.EndPoint.Port, listener.Protocol.Name());
            case SocketError.AccessDenied:
                return Finding.Fail(Area, "PortNotPermitted", listener.EndPoint.Port, listener.Protocol.Name());
            case SocketError.AddressNotAvailable:
                return Finding.Fail(Area, "PortNoSuchAddress", listener.EndPoint, listener.Protocol.Name());
            case var error:
                return Finding.Fail(Area, "PortOther", listener.EndPoint, listener.Protocol.Name(), error);
        }
    }

    private static SocketError TryOpen(IPEndPoint endPoint)
    {
        try
        {
            using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(endPoint);
            socket.Listen();
            return SocketError.Success;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
    }

    private static async Task<string> Greeting(Listener listener, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(Reachable(listener.EndPoint), deadline.Token);
            await using Stream stream = listener.Protocol.IsImplicitTls()
                ? new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null)
                : client.GetStream();
            if (stream is SslStream tls)
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, deadline.Token);
            if (listener.Protocol == ListenerProtocol.Metrics)
                await stream.WriteAsync("HEAD /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray(), deadline.Token);
            var buffer = new byte[512];
            return Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer, deadline.Token));
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            return "";
        }
    }

    private static IPEndPoint Reachable(IPEndPoint endPoint) =>
        endPoint.Address.Equals(IPAddress.Any) ? new IPEndPoint(IPAddress.Loopback, endPoint.Port)
        : endPoint.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.IPv6Loopback, endPoint.Port)
        : endPoint;
}
