using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>Where a content filter listens: <c>inet:host:port</c> or <c>unix:/path</c>.</summary>
/// <param name="Host">A host name or address; null for a socket in the file system.</param>
/// <param name="Port">The port, or 0.</param>
/// <param name="Path">The path of the socket, or null.</param>
public sealed record FilterEndPoint(string? Host, int Port, string? Path)
{
    private const string Unix = "unix:";
    private const string Inet = "inet:";

    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t\r\n|");

    /// <summary>Reads one as a person writes it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out FilterEndPoint? endPoint)
    {
        ArgumentNullException.ThrowIfNull(text);
        endPoint = null;
        if (text.StartsWith(Unix, StringComparison.OrdinalIgnoreCase))
        {
            var path = text[Unix.Length..];
            if (path.StartsWith('/') && path.Length <= 107 && !path.AsSpan().ContainsAny(Separators))
                endPoint = new FilterEndPoint(null, 0, path);
            return endPoint is not null;
        }

        var address = text.StartsWith(Inet, StringComparison.OrdinalIgnoreCase) ? text[Inet.Length..] : text;
        var colon = address.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            return false;

        var host = address[..colon].Trim('[', ']');
        if (IPAddress.TryParse(host, out _) || DomainName.TryNormalize(host, out host!))
            endPoint = new FilterEndPoint(host, port, null);
        return endPoint is not null;
    }

    /// <summary>Opens a connection.</summary>
    /// <exception cref="FilterFailedException">Nobody answers there.</exception>
    public async ValueTask<NetworkStream> Connect(CancellationToken cancellation)
    {
        var socket = Path is null ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true } : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await (Path is null ? socket.ConnectAsync(Host!, Port, cancellation) : socket.ConnectAsync(new UnixDomainSocketEndPoint(Path), cancellation));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new FilterFailedException($"nothing answers at {this}: {e.Message}", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Path is not null ? Unix + Path : Host!.Contains(':', StringComparison.Ordinal) ? $"{Inet}[{Host}]:{Port}" : $"{Inet}{Host}:{Port}";
}
