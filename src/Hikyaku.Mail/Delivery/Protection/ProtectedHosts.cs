using System.Collections.Immutable;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>The hosts of a domain with the protection that each must have, or why none may be used.</summary>
/// <param name="Hosts">The hosts, in order.</param>
/// <param name="Problem">Why there are none.</param>
public sealed record ProtectedHosts(ImmutableArray<RemoteHost> Hosts, SmtpStatus? Problem = null);
