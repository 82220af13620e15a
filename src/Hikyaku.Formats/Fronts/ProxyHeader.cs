using System.Net;

namespace Hikyaku.Formats.Fronts;

/// <summary>What a front says in a PROXY header about the connection that it passes on.</summary>
/// <param name="Source">The client's address and port; null when the front speaks for itself (LOCAL, UNKNOWN).</param>
/// <param name="Destination">Where the client connected to; null as <paramref name="Source"/> is.</param>
public sealed record ProxyHeader(IPEndPoint? Source, IPEndPoint? Destination)
{
    /// <summary>The TLS that the front ended for the client; null without.</summary>
    public ProxyTls? Tls { get; init; }
}
