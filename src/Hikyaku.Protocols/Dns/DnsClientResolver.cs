using System.Net;
using System.Net.Sockets;

using DnsClient;
using DnsClient.Protocol;

using Hikyaku.Mail.Resolving;

using TlsaRecord = Hikyaku.Formats.Authenticity.TlsaRecord;

namespace Hikyaku.Protocols.Dns;

/// <summary>Look-ups through the DnsClient library, with its cache; the servers are the host's or those of the settings.</summary>
/// <remarks>
/// Security: an answer counts as authentic only when it says so (the AD bit, RFC 4035 §3.2.3) and comes from a resolver that is trusted to validate:
/// over a network anybody could set that bit.
/// </remarks>
internal sealed class DnsClientResolver(Func<DnsServers> servers, Func<DnsTrust> trust) : IDnsResolver
{
    private readonly Lock _lock = new();
    private DnsServers? _current;
    private LookupClient? _client;
    private bool _asks;

    public ValueTask<DnsAnswer<MailExchange>> Mx(string domain, CancellationToken cancellation) =>
        Query<MxRecord, MailExchange>(domain, QueryType.MX, static r => new MailExchange(r.Preference, HostName(r.Exchange)), cancellation);

    public ValueTask<DnsAnswer<IPAddress>> Addresses(string host, AddressFamily family, CancellationToken cancellation) =>
        family == AddressFamily.InterNetworkV6
            ? Query<AaaaRecord, IPAddress>(host, QueryType.AAAA, static r => r.Address, cancellation)
            : Query<ARecord, IPAddress>(host, QueryType.A, static r => r.Address, cancellation);

    public ValueTask<DnsAnswer<string>> Txt(string name, CancellationToken cancellation) =>
        Query<TxtRecord, string>(name, QueryType.TXT, static r => string.Concat(r.Text), cancellation);

    public ValueTask<DnsAnswer<string>> Ptr(IPAddress address, CancellationToken cancellation) =>
        Query<PtrRecord, string>(address.GetArpaName(), QueryType.PTR, static r => HostName(r.PtrDomainName), cancellation);

    public ValueTask<DnsAnswer<TlsaRecord>> Tlsa(string name, CancellationToken cancellation) =>
        Query<DnsClient.Protocol.TlsaRecord, TlsaRecord>(
            name,
            QueryType.TLSA,
            static r => new TlsaRecord((byte)r.CertificateUsage, (byte)r.Selector, (byte)r.MatchingType, [.. r.CertificateAssociationData]),
            cancellation);

    public ValueTask<DnsAnswer<string>> Alias(string name, CancellationToken cancellation) =>
        Query<CNameRecord, string>(name, QueryType.CNAME, static r => HostName(r.CanonicalName), cancellation);

    private static string HostName(DnsString name) => name.Value.TrimEnd('.').ToLowerInvariant();

    private async ValueTask<DnsAnswer<TValue>> Query<TRecord, TValue>(
        string name, QueryType type, Func<TRecord, TValue> map, CancellationToken cancellation)
        where TRecord : DnsResourceRecord
    {
        try
        {
            var response = await Client().QueryAsync(name, type, QueryClass.IN, cancellation);
            return Read(response, map, name);
        }
        catch (Exception e) when (e is DnsResponseException or DnsXidMismatchException or SocketException or ArgumentException
            or InvalidOperationException or IndexOutOfRangeException or IOException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new DnsAnswer<TValue>(DnsStatus.Failed);
        }
    }

    private DnsAnswer<TValue> Read<TRecord, TValue>(IDnsQueryResponse response, Func<TRecord, TValue> map, string name)
        where TRecord : DnsResourceRecord
    {
        var isAuthentic = response.Header.IsAuthenticData && trust().Reaches(response.NameServer.Address);
        if (response.Header.ResponseCode == DnsHeaderResponseCode.NotExistentDomain)
        {
            return new DnsAnswer<TValue>(DnsStatus.NxDomain) { IsAuthentic = isAuthentic };
        }

        return response.HasError
            ? new DnsAnswer<TValue>(DnsStatus.Failed)
            : new DnsAnswer<TValue>([.. response.Answers.OfType<TRecord>().Select(map)]) { IsAuthentic = isAuthentic, CanonicalName = CanonicalName(response, name) };
    }

    private static string? CanonicalName(IDnsQueryResponse response, string name)
    {
        var aliases = response.Answers.OfType<CNameRecord>().ToArray();
        string? last = null;
        // Each record is followed once: a circle ends too.
        for (var i = 0; i < aliases.Length; i++)
        {
            var next = Array.Find(aliases, a => string.Equals(HostName(a.DomainName), last ?? name.TrimEnd('.'), StringComparison.OrdinalIgnoreCase));
            if (next is null)
            {
                break;
            }

            last = HostName(next.CanonicalName);
        }

        return last;
    }

    private LookupClient Client()
    {
        var wanted = servers();
        // RFC 6840 §5.7: a resolver tells what it validated to those who ask for it.
        var asks = trust() != DnsTrust.Never;
        lock (_lock)
        {
            if (_client is null || wanted != _current || asks != _asks)
            {
                (_current, _asks) = (wanted, asks);
                _client = new LookupClient(Options(wanted, asks));
            }

            return _client;
        }
    }

    private static LookupClientOptions Options(DnsServers wanted, bool asks)
    {
        var options = wanted.EndPoints.IsEmpty ? new LookupClientOptions() : new LookupClientOptions([.. wanted.EndPoints]);
        options.Timeout = DnsServers.Timeout;
        options.Retries = DnsServers.Retries;
        options.RequestDnsSecRecords = asks;
        options.UseCache = true;
        options.MaximumCacheTimeout = DnsServers.LongestCached;
        options.ThrowDnsErrors = false;
        options.ContinueOnDnsError = true;
        return options;
    }
}
