using System.Net;
using System.Net.Sockets;

namespace Hikyaku.InteropTests;

/// <summary>
/// Loopback ports that nobody listens on. No port is given to two tests, and none that the system gives to clients and to listeners without a wish:
/// a server that is killed and started again finds its own still free.
/// </summary>
internal static class FreePort
{
    private const int First = 10_000;
    private const int Count = 22_000; // up to where Linux begins with ports of its own choice

    private static int _last = System.Security.Cryptography.RandomNumberGenerator.GetInt32(Count);

    /// <summary>One port.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            if (IsFree(port))
                return port;
        }
    }

    /// <summary>Different ports.</summary>
    public static int[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Take())];

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
