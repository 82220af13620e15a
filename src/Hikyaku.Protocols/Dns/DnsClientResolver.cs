using System.Net;
using System.Net.Sockets;

using DnsClient;
using DnsClient.Protocol;

using Hikyaku.Mail.Resolving;

namespace Hikyaku.Protocols.Dns;

/// <summary>Look-ups through the DnsClient library, with its cache; the servers are the host's or those of the settings.</summary>
internal sealed class DnsClientResolver(Func<DnsServers> servers) : IDnsResolver
{
    private readonly Lock _lock = new();
    private DnsServers? _current;
    private LookupClient? _client;

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

    private static string HostName(DnsString name) => name.Value.TrimEnd('.').ToLowerInvariant();

    private async ValueTask<DnsAnswer<TValue>> Query<TRecord, TValue>(
        string name, QueryType type, Func<TRecord, TValue> map, CancellationToken cancellation)
        where TRecord : DnsResourceRecord
    {
        try
        {
            var response = await Client().QueryAsync(name, type, QueryClass.IN, cancellation);
            return Read(response, map);
        }
        catch (Exception e) when (e is DnsResponseException or DnsXidMismatchException or SocketException or ArgumentException
            or InvalidOperationException or IndexOutOfRangeException or IOException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new DnsAnswer<TValue>(DnsStatus.Failed);
        }
    }

    private static DnsAnswer<TValue> Read<TRecord, TValue>(IDnsQueryResponse response, Func<TRecord, TValue> map)
        where TRecord : DnsResourceRecord
    {
        if (response.Header.ResponseCode == DnsHeaderResponseCode.NotExistentDomain)
        {
            return new DnsAnswer<TValue>(DnsStatus.NxDomain);
        }

        return response.HasError
            ? new DnsAnswer<TValue>(DnsStatus.Failed)
            : new DnsAnswer<TValue>([.. response.Answers.OfType<TRecord>().Select(map)]);
    }

    private LookupClient Client()
    {
        var wanted = servers();
        lock (_lock)
        {
            if (_client is null || wanted != _current)
            {
                _current = wanted;
                _client = new LookupClient(Options(wanted));
            }

            return _client;
        }
    }

    private static LookupClientOptions Options(DnsServers wanted)
    {
        var options = wanted.EndPoints.IsEmpty ? new LookupClientOptions() : new LookupClientOptions([.. wanted.EndPoints]);
        options.Timeout = DnsServers.Timeout;
        options.Retries = DnsServers.Retries;
        options.UseCache = true;
        options.MaximumCacheTimeout = DnsServers.LongestCached;
        options.ThrowDnsErrors = false;
        options.ContinueOnDnsError = true;
        return options;
    }
}
