using Hikyaku.Formats.Authenticity;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>Decides how the connections to the MX hosts of a domain are protected.</summary>
/// <remarks>Standards: RFC 8461.</remarks>
public sealed partial class RemoteProtection(MtaSts mtaSts, Func<bool> obeysMtaSts, ILogger<RemoteProtection> logger)
{
    /// <summary>The protection of the hosts of a domain.</summary>
    /// <param name="domain">The domain of the recipients.</param>
    /// <param name="list">Its hosts.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<ProtectedHosts> Of(string domain, RemoteHostList list, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(list);
        // An address has no policy.
        if (!obeysMtaSts() || domain.StartsWith('['))
        {
            return new ProtectedHosts(list.Hosts);
        }

        var found = await mtaSts.Of(domain, cancellation);
        return found.Policy is { Mode: MtaStsMode.Enforce or MtaStsMode.Testing } policy ? Apply(domain, policy, list) : new ProtectedHosts(list.Hosts);
    }

    // RFC 8461 §5: where the policy is enforced, only hosts that it names and that prove their name get the message; else it waits.
    private ProtectedHosts Apply(string domain, MtaStsPolicy policy, RemoteHostList list)
    {
        foreach (var stranger in list.Hosts.Where(h => !policy.Names(h.Name)).Select(h => h.Name).Distinct())
        {
            LogNotNamed(logger, domain, stranger, policy.Mode);
        }

        if (policy.Mode == MtaStsMode.Testing)
        {
            return new ProtectedHosts(list.Hosts);
        }

        var named = list.Hosts.Where(h => policy.Names(h.Name)).Select(h => h with { Tls = RemoteTls.Required }).ToArray();
        return named.Length > 0 ? new ProtectedHosts([.. named]) : new ProtectedHosts([], SmtpStatus.NotInPolicy);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The MTA-STS policy of {Domain} does not name its MX host {Host} (mode {Mode})")]
    private static partial void LogNotNamed(ILogger logger, string domain, string host, MtaStsMode mode);
}
