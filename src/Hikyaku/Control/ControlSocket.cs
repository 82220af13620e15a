using System.Net.Sockets;
using System.Text;

namespace Hikyaku.Control;

/// <summary>The Unix domain socket in the data folder by which commands reach the server that has the folder open.</summary>
internal static class ControlSocket
{
    /// <summary>sun_path holds 108 octets with the NUL.</summary>
    private const int MaxPath = 107;

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "control.sock");

    /// <summary>Null when the path is longer than such a socket can have.</summary>
    public static UnixDomainSocketEndPoint? EndPoint(string dataFolder) =>
        Encoding.UTF8.GetByteCount(PathIn(dataFolder)) <= MaxPath ? new UnixDomainSocketEndPoint(PathIn(dataFolder)) : null;

    public static Socket Create() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
