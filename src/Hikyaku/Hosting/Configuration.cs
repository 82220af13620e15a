using System.Collections.Immutable;
using System.Net;
using Hikyaku.Mail.Settings;
using Hikyaku.Protocols.Connections;

namespace Hikyaku.Hosting;

/// <summary>What must be known before the database opens: the contents of <c>hikyaku.json</c>, or what holds without it.</summary>
internal sealed record Configuration
{
    /// <summary>The file it came from; null without one.</summary>
    public string? File { get; init; }

    /// <summary>How this host calls itself.</summary>
    public required string HostName { get; init; }

    /// <summary>Full path of the data folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The certificate; null for one that is made here.</summary>
    public TlsFiles? Tls { get; init; }

    /// <summary>Where to listen.</summary>
    public required ImmutableArray<Listener> Listeners { get; init; }

    /// <summary>An empty server gets an administrator and an example domain; not one that has a file, whose operator names its domains.</summary>
    public bool MakesExample { get; init; } = true;

    public ServerIdentity Identity => new(HostName, DataFolder);

    /// <summary>A complete server for trying out: loopback, ports that need no right, everything below <paramref name="folder"/>.</summary>
    public static Configuration Default(string folder) => new()
    {
        HostName = Dns.GetHostName() is { Length: > 0 } name ? name.ToLowerInvariant() : "localhost",
        DataFolder = Path.Combine(folder, "hikyaku-data"),
        Listeners =
        [
            Loopback(ListenerProtocol.Smtp, 2525),
            Loopback(ListenerProtocol.Submission, 2587),
            Loopback(ListenerProtocol.Submissions, 2465),
            Loopback(ListenerProtocol.Lmtp, 2424),
            Loopback(ListenerProtocol.Imap, 2143),
            Loopback(ListenerProtocol.Imaps, 2993),
            Loopback(ListenerProtocol.Pop3, 2110),
            Loopback(ListenerProtocol.Pop3s, 2995),
        ],
    };

    private static Listener Loopback(ListenerProtocol protocol, int port) => new(protocol, new IPEndPoint(IPAddress.Loopback, port));
}
