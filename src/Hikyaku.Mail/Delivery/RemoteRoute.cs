using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Hikyaku.Mail.Delivery;

/// <summary>
/// Where mail goes next: smart hosts, the first that answers takes it; or the MX hosts of the domain, written <c>mx[?tls=…]</c>, with what their
/// protection must be at least.
/// </summary>
public sealed record RemoteRoute
{
    private const int MaxHosts = 16;
    private const string Mx = "mx";
    private const string MxScheme = "mx://";

    private RemoteRoute(ImmutableArray<SmartHost> hosts, RemoteTls mxTls) => (Hosts, MxTls) = (hosts, mxTls);

    /// <summary>The MX hosts, protected as well as they can be.</summary>
    public static RemoteRoute Exchanges { get; } = new([], RemoteTls.Opportunistic);

    /// <summary>The smart hosts, first choice first; empty: the MX hosts.</summary>
    public ImmutableArray<SmartHost> Hosts { get; }

    /// <summary>What the MX hosts must do about TLS.</summary>
    public RemoteTls MxTls { get; }

    /// <summary>By smart hosts.</summary>
    public static RemoteRoute By(params ReadOnlySpan<SmartHost> hosts) => new([.. hosts], RemoteTls.Opportunistic);

    /// <summary>By the MX hosts.</summary>
    public static RemoteRoute ByExchanges(RemoteTls tls) => new([], tls);

    /// <summary>Reads what <see cref="ToText"/> writes: <c>mx</c>, or the URLs of smart hosts separated by commas.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RemoteRoute? route)
    {
        ArgumentNullException.ThrowIfNull(text);
        route = null;
        if (text.StartsWith(Mx, StringComparison.Ordinal) && RemoteTlsWord.TryParseQuery(text[Mx.Length..], out var tls))
        {
            route = new RemoteRoute([], tls ?? RemoteTls.Opportunistic);
            return true;
        }

        var hosts = ImmutableArray.CreateBuilder<SmartHost>();
        foreach (var url in text.Split(','))
        {
            if (hosts.Count == MaxHosts || !SmartHost.TryParse(url, out var host))
            {
                return false;
            }

            hosts.Add(host);
        }

        route = new RemoteRoute(hosts.ToImmutable(), RemoteTls.Opportunistic);
        return true;
    }

    /// <summary>Reads the destination of the MX hosts of a domain whose route says more about TLS than usual.</summary>
    public static bool TryParseDestination(string destination, [NotNullWhen(true)] out string? domain, out RemoteTls tls)
    {
        ArgumentNullException.ThrowIfNull(destination);
        (domain, tls) = (null, RemoteTls.Opportunistic);
        if (!destination.StartsWith(MxScheme, StringComparison.Ordinal))
        {
            return false;
        }

        var query = destination.IndexOf('?', StringComparison.Ordinal);
        if (query < 0 || !RemoteTlsWord.TryParseQuery(destination[query..], out var wanted) || wanted is not { } read)
        {
            return false;
        }

        (domain, tls) = (destination[MxScheme.Length..query], read);
        return true;
    }

    /// <summary>What mail for a domain that goes this way shares in the queue.</summary>
    public string DestinationOf(string domain) => !Hosts.IsEmpty ? string.Join(',', Hosts.Select(host => host.Destination))
        : MxTls == RemoteTls.Opportunistic ? domain
        : $"{MxScheme}{domain}{RemoteTlsWord.Query(MxTls)}";

    /// <summary>Two routes are equal when they go to the same hosts in the same way.</summary>
    public bool Equals(RemoteRoute? other) => other is not null && MxTls == other.MxTls && Hosts.SequenceEqual(other.Hosts);

    /// <inheritdoc/>
    public override int GetHashCode() => Hosts.Aggregate((int)MxTls, static (hash, host) => HashCode.Combine(hash, host));

    /// <summary>The form for people, without passwords.</summary>
    public override string ToString() => Hosts.IsEmpty ? Mx + RemoteTlsWord.Query(MxTls) : string.Join(',', Hosts);

    /// <summary>The lasting form, passwords included.</summary>
    public string ToText() => Hosts.IsEmpty ? ToString() : string.Join(',', Hosts.Select(host => host.ToUrl()));
}
