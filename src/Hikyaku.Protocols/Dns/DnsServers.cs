using System.Collections.Immutable;
using System.Net;

namespace Hikyaku.Protocols.Dns;

/// <summary>The resolvers to ask; none means those of the host.</summary>
internal sealed record DnsServers(ImmutableArray<IPEndPoint> EndPoints)
{
    /// <summary>How long one server may take before the next one is asked.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>How often a server that did not answer is asked again.</summary>
    public const int Retries = 2;

    /// <summary>A record is asked for again after this time however long its TTL is.</summary>
    public static readonly TimeSpan LongestCached = TimeSpan.FromHours(1);

    private const int DefaultPort = 53;

    /// <summary>The servers of the host.</summary>
    public static DnsServers OfHost { get; } = new(ImmutableArray<IPEndPoint>.Empty);

    /// <summary>Reads a list such as <c>127.0.0.1:5353, ::1</c>.</summary>
    public static bool TryParse(string text, out DnsServers servers)
    {
        var endPoints = ImmutableArray.CreateBuilder<IPEndPoint>();
        servers = OfHost;
        foreach (var part in text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPAddress.TryParse(part, out var address))
            {
                endPoints.Add(new IPEndPoint(address, DefaultPort));
            }
            else if (IPEndPoint.TryParse(part, out var endPoint) && endPoint.Port != 0)
            {
                endPoints.Add(endPoint);
            }
            else
            {
                return false;
            }
        }

        servers = new DnsServers(endPoints.ToImmutable());
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(DnsServers? other) => other is not null && EndPoints.AsSpan().SequenceEqual(other.EndPoints.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => EndPoints.IsEmpty ? 0 : EndPoints[0].GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", EndPoints);
}
