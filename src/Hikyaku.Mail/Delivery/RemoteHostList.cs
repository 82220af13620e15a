using System.Collections.Immutable;

namespace Hikyaku.Mail.Delivery;

/// <summary>The hosts of a destination in the order to try them, or why there are none.</summary>
/// <param name="Hosts">The hosts; empty when there is a problem.</param>
/// <param name="Problem">Why there are none.</param>
public sealed record RemoteHostList(ImmutableArray<RemoteHost> Hosts, SmtpStatus? Problem)
{
    internal static RemoteHostList None(SmtpStatus problem) => new([], problem);
}
