using System.Collections.Immutable;
using System.Net.Sockets;

using Hikyaku.Mail.Resolving;

namespace Hikyaku.Mail.Checks;

/// <summary>Finds the host names of a client that are confirmed by the addresses they have.</summary>
/// <remarks>Standards: RFC 8601 §2.7.3. Limits: as many names as RFC 7208 §4.6.4 lets a ptr mechanism follow.</remarks>
internal sealed class ClientNames(IDnsResolver dns)
{
    private const int MaxNames = 10;

    public async ValueTask<ReverseNames> Of(BorderVisit visit, CancellationToken cancellation) =>
        visit.ReverseNames ??= await Look(visit, cancellation);

    private async ValueTask<ReverseNames> Look(BorderVisit visit, CancellationToken cancellation)
    {
        var names = await dns.Ptr(visit.Address, cancellation);
        if (names.Status != DnsStatus.Found)
        {
            return new ReverseNames(names.Status == DnsStatus.Failed ? IprevResult.TempError : IprevResult.PermError, []);
        }

        var family = visit.Address.AddressFamily == AddressFamily.InterNetworkV6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        var hosts = names.Records.Take(MaxNames).Select(name => name.TrimEnd('.').ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToArray();
        var answers = await Task.WhenAll(hosts.Select(host => dns.Addresses(host, family, cancellation).AsTask()));
        var confirmed = hosts.Where((_, i) => answers[i].Records.Contains(visit.Address)).ToImmutableArray();
        return new ReverseNames(
            !confirmed.IsEmpty ? IprevResult.Pass
            : Array.Exists(answers, answer => answer.Status == DnsStatus.Failed) ? IprevResult.TempError
            : IprevResult.Fail,
            confirmed);
    }
}
