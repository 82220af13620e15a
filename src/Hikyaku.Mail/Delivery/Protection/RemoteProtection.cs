using System.Collections.Immutable;
using Hikyaku.Formats.Authenticity;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>Decides how the connections to the MX hosts of a domain are protected.</summary>
/// <remarks>Standards: RFC 7672, RFC 8461.</remarks>
public sealed partial class RemoteProtection(Dane dane, MtaSts mtaSts, Func<ProtectionChoice> choice, ILogger<RemoteProtection> logger)
{
    /// <summary>The protection of the hosts of a domain.</summary>
    /// <param name="domain">The domain of the recipients.</param>
    /// <param name="list">Its hosts.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<ProtectedHosts> Of(string domain, RemoteHostList list, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(list);
        var chosen = choice();
        var rule = chosen.Rules.Find(domain);
        // An address has no policy.
        if (domain.StartsWith('[') || !rule.AsksDomain)
        {
            var hosts = list.Hosts.Select(rule.Apply).ToImmutableArray();
            return new ProtectedHosts(hosts, hosts.Any(h => h.Obstacle is null) ? null : SmtpStatus.NotNamed);
        }

        var daneOfHosts = await AskDane(domain, list, chosen.ObeysDane || rule.NeedsDane, cancellation);
        // RFC 8461 §2: MTA-STS never overrides DANE; it decides about the hosts that have none.
        var sts = chosen.ObeysMtaSts && !rule.NeedsDane && list.Hosts.Any(h => daneOfHosts[h.Name].State == DaneState.None)
            ? await mtaSts.Of(domain, cancellation) : MtaStsResult.None;
        return Apply(domain, list, daneOfHosts, sts, rule);
    }

    // RFC 7672 §2.2.1: without authentic MX records anybody could have named the hosts, and DANE would prove nothing.
    private async ValueTask<Dictionary<string, DaneResult>> AskDane(string domain, RemoteHostList list, bool isObeyed, CancellationToken cancellation)
    {
        var found = new Dictionary<string, DaneResult>(StringComparer.Ordinal);
        foreach (var host in list.Hosts)
        {
            if (!found.ContainsKey(host.Name))
            {
                var resolved = list.Resolved.GetValueOrDefault(host.Name) ?? ResolvedHost.Unknown;
                found[host.Name] = isObeyed && list.IsAuthentic
                    ? await dane.Of(domain, host.Name, resolved, host.EndPoint.Port, cancellation) : DaneResult.None;
            }
        }

        return found;
    }

    private ProtectedHosts Apply(string domain, RemoteHostList list, Dictionary<string, DaneResult> daneOfHosts, MtaStsResult sts, RemoteTlsRule rule)
    {
        var hosts = list.Hosts.Select(h => Protect(h, daneOfHosts[h.Name], sts.Policy, rule)).ToImmutableArray();
        foreach (var host in hosts.Where(h => h.Obstacle is not null).DistinctBy(h => h.Host.Name))
        {
            LogNotUsable(logger, domain, host.Host.Name, host.Obstacle!.Value);
        }

        return new ProtectedHosts(hosts, Problem(hosts, sts.Policy))
        {
            PolicyFailure = sts.Problem switch
            {
                MtaStsProblem.Fetch => TlsFailureType.StsPolicyFetchError,
                MtaStsProblem.Invalid => TlsFailureType.StsPolicyInvalid,
                MtaStsProblem.Certificate => TlsFailureType.StsWebPkiInvalid,
                _ => null,
            },
        };
    }

    private static ProtectedHost Protect(RemoteHost host, DaneResult dane, MtaStsPolicy? policy, RemoteTlsRule rule)
    {
        var tlsa = new TlsPolicy(TlsPolicyType.Tlsa, dane.Text);
        switch (dane.State)
        {
            case DaneState.Usable:
                return new ProtectedHost(host with { Tls = RemoteTls.Dane, Anchors = dane.Anchors }, tlsa, rule.IsStrict);
            case DaneState.Failed:
                return new ProtectedHost(host, tlsa, rule.IsStrict, TlsFailureType.DnssecInvalid);
            case var _ when rule.NeedsDane:
                return new ProtectedHost(host, tlsa, rule.IsStrict, dane.State == DaneState.Unusable ? TlsFailureType.TlsaInvalid : TlsFailureType.DaneRequired);
            case DaneState.Unusable:
                return new ProtectedHost(host.Tls == RemoteTls.Opportunistic ? host with { Tls = RemoteTls.Encrypted } : host, tlsa);
            default:
                return Protect(host, policy);
        }
    }

    // RFC 8461 §5: where the policy is enforced, only hosts that it names and that prove their name get the message; else it waits.
    // In testing mode (RFC 8461 §5) all is as without it, but told in the report.
    private static ProtectedHost Protect(RemoteHost host, MtaStsPolicy? policy)
    {
        if (policy is not { Mode: MtaStsMode.Enforce or MtaStsMode.Testing })
        {
            return new ProtectedHost(host, TlsPolicy.None);
        }

        var applied = new TlsPolicy(TlsPolicyType.Sts, policy.ToText().TrimEnd('\n'), string.Join('\n', policy.Hosts));
        var isNamed = policy.Names(host.Name);
        return policy.Mode == MtaStsMode.Testing ? new ProtectedHost(host, applied) { Remark = isNamed ? null : TlsFailureType.ValidationFailure }
            : isNamed ? new ProtectedHost(host with { Tls = RemoteTls.Required }, applied)
            : new ProtectedHost(host, applied, Obstacle: TlsFailureType.ValidationFailure);
    }

    private static SmtpStatus? Problem(ImmutableArray<ProtectedHost> hosts, MtaStsPolicy? policy) =>
        hosts.Any(h => h.Obstacle is null) ? null
        : hosts.Any(h => h.Obstacle == TlsFailureType.DnssecInvalid) ? SmtpStatus.TlsaUnknown
        : policy is null ? SmtpStatus.DaneMissing
        : SmtpStatus.NotInPolicy;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The host {Host} of {Domain} is not used: {Problem}")]
    private static partial void LogNotUsable(ILogger logger, string domain, string host, TlsFailureType problem);
}
