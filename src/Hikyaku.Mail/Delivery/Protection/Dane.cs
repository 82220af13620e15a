using System.Collections.Immutable;
using System.Globalization;
using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Resolving;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>Finds the TLSA records by which a host proves itself.</summary>
/// <remarks>Standards: RFC 7672 §2.</remarks>
public sealed class Dane(IDnsResolver dns)
{
    /// <summary>What the records of a host ask for.</summary>
    /// <param name="domain">The domain of the recipients, whose MX records are authentic.</param>
    /// <param name="host">One of its hosts.</param>
    /// <param name="resolved">What the DNS told about the host.</param>
    /// <param name="port">The port to connect to.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<DaneResult> Of(string domain, string host, ResolvedHost resolved, int port, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(resolved);
        var (bases, isFailed) = await Bases(host, resolved, cancellation);
        if (isFailed)
        {
            return DaneResult.Failed;
        }

        foreach (var name in bases)
        {
            var answer = await dns.Tlsa(string.Create(CultureInfo.InvariantCulture, $"_{port}._tcp.{name}"), cancellation);
            if (answer.Status == DnsStatus.Failed)
            {
                return DaneResult.Failed;
            }

            // RFC 7672 §2.1.2: what is not authentic counts as not there.
            if (answer is { Status: DnsStatus.Found, IsAuthentic: true })
            {
                return Read(answer.Records, [.. new[] { name, host, domain }.Distinct(StringComparer.Ordinal)]);
            }
        }

        return DaneResult.None;
    }

    // RFC 7672 §2.2.2 and §2.2.3: the name behind the aliases first, when each of them is authentic; then the name itself.
    private async ValueTask<(ImmutableArray<string> Names, bool IsFailed)> Bases(string host, ResolvedHost resolved, CancellationToken cancellation)
    {
        if (resolved.IsAuthentic)
        {
            return (resolved.CanonicalName is { } canonical ? [canonical, host] : [host], false);
        }

        // Addresses that are not authentic: whoever hosts them may be unable to answer for TLSA, so that nothing is asked (RFC 7672 §2.2.2).
        if (resolved.CanonicalName is null)
        {
            return ([], false);
        }

        var alias = await dns.Alias(host, cancellation);
        return (alias is { Status: DnsStatus.Found, IsAuthentic: true } ? [host] : [], alias.Status == DnsStatus.Failed);
    }

    private static DaneResult Read(ImmutableArray<TlsaRecord> records, ImmutableArray<string> names)
    {
        var text = string.Join('\n', records.Select(r => r.ToString()));
        var usable = TlsaRecord.Usable(records);
        // RFC 7672 §2.2: records of which none is usable still tell that the host has TLS.
        return usable.IsEmpty ? new DaneResult(DaneState.Unusable, null, text) : new DaneResult(DaneState.Usable, new CertificateAnchors(usable, names), text);
    }
}
