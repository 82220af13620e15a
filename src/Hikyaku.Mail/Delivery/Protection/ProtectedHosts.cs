using System.Collections.Immutable;
using Hikyaku.Formats.Authenticity;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>The hosts of a domain with the protection that each must have, or why none may be used.</summary>
/// <param name="All">The hosts, in order, with those that must not be used.</param>
/// <param name="Problem">Why none may be used.</param>
public sealed record ProtectedHosts(ImmutableArray<ProtectedHost> All, SmtpStatus? Problem = null)
{
    /// <summary>The policy of the domain could not be had (RFC 8460 §4.3.2.2); null: it could, or there is none.</summary>
    public TlsFailureType? PolicyFailure { get; init; }

    /// <summary>The hosts that may be used, in order.</summary>
    public IEnumerable<RemoteHost> Hosts => All.Where(h => h.Obstacle is null).Select(h => h.Host);
}
