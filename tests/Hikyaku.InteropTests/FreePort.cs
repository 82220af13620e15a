using System.Net;
using System.Net.Sockets;

namespace Hikyaku.InteropTests;

/// <summary>Loopback ports that nobody listens on.</summary>
internal static class FreePort
{
    /// <summary>One port.</summary>
    public static int Take() => Take(1)[0];

    /// <summary>Different ports: all are held at once, as one that was let go may be given a second time.</summary>
    public static int[] Take(int count)
    {
        var sockets = Enumerable.Range(0, count).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)).ToArray();
        try
        {
            return Array.ConvertAll(sockets, socket =>
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                return ((IPEndPoint)socket.LocalEndPoint!).Port;
            });
        }
        finally
        {
            Array.ForEach(sockets, socket => socket.Dispose());
        }
    }
}
