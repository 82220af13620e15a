using System.Collections.Immutable;

namespace Hikyaku.Mail.Delivery;

/// <summary>The hosts of a destination in the order to try them, or why there are none.</summary>
/// <param name="Hosts">The hosts; empty when there is a problem.</param>
/// <param name="Problem">Why there are none.</param>
public sealed record RemoteHostList(ImmutableArray<RemoteHost> Hosts, SmtpStatus? Problem)
{
    /// <summary>Whether it is validated that the domain has just these hosts.</summary>
    public bool IsAuthentic { get; init; }

    /// <summary>What the DNS told about each host, by name.</summary>
    public ImmutableDictionary<string, ResolvedHost> Resolved { get; init; } = ImmutableDictionary<string, ResolvedHost>.Empty;

    internal static RemoteHostList None(SmtpStatus problem) => new([], problem);
}
