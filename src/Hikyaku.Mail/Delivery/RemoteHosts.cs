using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Resolving;

namespace Hikyaku.Mail.Delivery;

/// <summary>Finds the hosts that take the mail of a destination.</summary>
/// <remarks>Standards: RFC 5321 §5, RFC 7505, RFC 3974 §3.</remarks>
/// <param name="dns">The DNS.</param>
/// <param name="own">This server.</param>
/// <param name="port">The port of MX hosts; null: 25.</param>
/// <param name="isBackup">Whether this server is a backup of a domain: its mail waits where others' would come back.</param>
public sealed class RemoteHosts(IDnsResolver dns, OwnAddresses own, Func<int>? port = null, Func<string, bool>? isBackup = null)
{
    /// <summary>The most MX hosts that are looked up.</summary>
    private const int MaxExchanges = 16;

    /// <summary>The most addresses that one attempt tries.</summary>
    private const int MaxHosts = 16;

    private int Port => port?.Invoke() ?? 25;

    /// <summary>The hosts of a domain or address literal.</summary>
    public async ValueTask<RemoteHostList> OfDomain(string domain, CancellationToken cancellation)
    {
        if (AddressLiteral.TryParse(domain, out var literal))
        {
            return own.Contains(literal) ? RemoteHostList.None(SmtpStatus.MxLoop) : new([new RemoteHost(domain, new IPEndPoint(literal, Port))], null);
        }

        var answer = await dns.Mx(domain, cancellation);
        var list = answer.Status switch
        {
            DnsStatus.Failed => RemoteHostList.None(SmtpStatus.DnsFailure),
            DnsStatus.NxDomain => RemoteHostList.None(SmtpStatus.NoSuchDomain),
            // RFC 5321 §5.1: without MX the domain is its own host, with preference 0.
            DnsStatus.NoData => await OfExchanges([new MailExchange(0, domain)], SmtpStatus.NoMailHost, cancellation),
            _ when answer.Records is [{ IsNull: true }] => RemoteHostList.None(SmtpStatus.NullMx),
            _ => await OfExchanges(Order(answer.Records), SmtpStatus.NoMailHost, cancellation),
        };
        // What was taken as a backup is kept, whatever the DNS says now.
        return list is { Problem: { IsPermanent: true } problem } && isBackup?.Invoke(domain) == true
            ? RemoteHostList.None(SmtpStatus.NoBetterHost with { Text = $"{SmtpStatus.NoBetterHost.Text}: {problem.Text}" })
            : list with { IsAuthentic = answer.IsAuthentic };
    }

    /// <summary>The addresses of smart hosts, in their order. They may be this very machine.</summary>
    public async ValueTask<RemoteHostList> OfSmartHosts(IReadOnlyList<SmartHost> smartHosts, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(smartHosts);
        var hosts = ImmutableArray.CreateBuilder<RemoteHost>();
        foreach (var host in smartHosts)
        {
            ImmutableArray<IPAddress> addresses = AddressLiteral.TryParse(host.Host, out var literal) ? [literal] : (await Addresses(host.Host, cancellation)).Addresses;
            hosts.AddRange(addresses.Select(address => new RemoteHost(host.Host, new IPEndPoint(address, host.Port), host.Tls, host.Credentials)));
        }

        // A wrong or dead smart host is the administrator's to repair; no mail is lost for it.
        return hosts.Count == 0 ? RemoteHostList.None(SmtpStatus.DnsFailure) : new(hosts.ToImmutable(), null);
    }

    // RFC 5321 §5.1: by preference, those of equal preference in random order.
    private static ImmutableArray<MailExchange> Order(ImmutableArray<MailExchange> exchanges)
    {
        var shuffled = exchanges.Where(e => !e.IsNull).ToArray();
        RandomNumberGenerator.Shuffle<MailExchange>(shuffled);
        return [.. shuffled.OrderBy(e => e.Preference).Take(MaxExchanges)];
    }

    private async ValueTask<RemoteHostList> OfExchanges(ImmutableArray<MailExchange> exchanges, SmtpStatus none, CancellationToken cancellation)
    {
        var hosts = ImmutableArray.CreateBuilder<RemoteHost>();
        var names = ImmutableDictionary.CreateBuilder<string, ResolvedHost>(StringComparer.Ordinal);
        var failed = false;
        var ownPreference = int.MaxValue;
        foreach (var exchange in exchanges)
        {
            // RFC 5321 §5.1: where this host is in the list, it and all that are no better are left out, or mail would circle.
            if (exchange.Preference >= ownPreference)
            {
                break;
            }

            var (addresses, answered, resolved) = await Addresses(exchange.Host, cancellation);
            names[exchange.Host] = resolved;
            failed |= !answered;
            if (own.IsHostName(exchange.Host) || addresses.Any(own.Contains))
            {
                ownPreference = exchange.Preference;
                RemovePreference(hosts, exchanges, ownPreference);
                continue;
            }

            hosts.AddRange(addresses.Select(a => new RemoteHost(exchange.Host, new IPEndPoint(a, Port))));
        }

        if (hosts.Count > 0)
        {
            return new([.. hosts.Take(MaxHosts)], null) { Resolved = names.ToImmutable() };
        }

        return RemoteHostList.None(failed ? SmtpStatus.DnsFailure : ownPreference < int.MaxValue ? SmtpStatus.MxLoop : none);
    }

    private static void RemovePreference(ImmutableArray<RemoteHost>.Builder hosts, ImmutableArray<MailExchange> exchanges, int preference)
    {
        var equal = exchanges.Where(e => e.Preference == preference).Select(e => e.Host).ToHashSet(StringComparer.Ordinal);
        hosts.RemoveAll(h => equal.Contains(h.Name));
    }

    // IPv6 first, as RFC 6724 §2.1 orders global addresses.
    private async ValueTask<(ImmutableArray<IPAddress> Addresses, bool Answered, ResolvedHost Resolved)> Addresses(string host, CancellationToken cancellation)
    {
        var six = dns.Addresses(host, AddressFamily.InterNetworkV6, cancellation).AsTask();
        var four = await dns.Addresses(host, AddressFamily.InterNetwork, cancellation);
        var first = await six;
        return (
            [.. first.Records, .. four.Records],
            first.Status != DnsStatus.Failed && four.Status != DnsStatus.Failed,
            // RFC 7672 §2.2.2: what counts is the answer with addresses.
            new ResolvedHost(IsAuthentic(first) && IsAuthentic(four), first.CanonicalName ?? four.CanonicalName));
    }

    private static bool IsAuthentic(DnsAnswer<IPAddress> answer) => answer.IsAuthentic || answer.Status != DnsStatus.Found;
}
