using System.Net;
using System.Net.Sockets;
using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Resolving;

namespace Hikyaku.Tests.Resolving;

/// <summary>A DNS of a few names; what was not added does not exist.</summary>
public sealed class FakeDns : IDnsResolver
{
    private readonly Dictionary<string, DnsAnswer<MailExchange>> _mx = [];
    private readonly Dictionary<(string Host, AddressFamily Family), DnsAnswer<IPAddress>> _addresses = [];
    private readonly Dictionary<string, DnsAnswer<string>> _txt = [];
    private readonly Dictionary<string, DnsAnswer<string>> _ptr = [];
    private readonly Dictionary<string, DnsAnswer<TlsaRecord>> _tlsa = [];
    private readonly Dictionary<string, string> _aliases = [];
    private readonly HashSet<string> _signed = [];

    /// <summary>How often addresses were asked for.</summary>
    public int AddressesAsked { get; private set; }

    public FakeDns AddMx(string domain, params (int Preference, string Host)[] exchanges)
    {
        _mx[domain] = new DnsAnswer<MailExchange>([.. exchanges.Select(e => new MailExchange(e.Preference, e.Host))]);
        return this;
    }

    public FakeDns AddHost(string host, params string[] addresses)
    {
        foreach (var group in addresses.Select(IPAddress.Parse).GroupBy(a => a.AddressFamily))
        {
            _addresses[(host, group.Key)] = new DnsAnswer<IPAddress>([.. group]);
        }

        return this;
    }

    public FakeDns AddTxt(string name, params string[] texts)
    {
        _txt[name] = new DnsAnswer<string>([.. texts]);
        return this;
    }

    public FakeDns AddPtr(string address, params string[] hosts)
    {
        _ptr[address] = new DnsAnswer<string>([.. hosts]);
        return this;
    }

    /// <summary>What is in the zone is authentic, also that something is not there.</summary>
    public FakeDns Sign(string zone)
    {
        _signed.Add(zone);
        return this;
    }

    public FakeDns AddAlias(string name, string target)
    {
        _aliases[name] = target;
        return this;
    }

    public FakeDns AddTlsa(string name, params TlsaRecord[] records)
    {
        _tlsa[name] = new DnsAnswer<TlsaRecord>([.. records]);
        return this;
    }

    public FakeDns FailTlsa(string name)
    {
        _tlsa[name] = new DnsAnswer<TlsaRecord>(DnsStatus.Failed);
        return this;
    }

    public FakeDns FailMx(string domain)
    {
        _mx[domain] = new DnsAnswer<MailExchange>(DnsStatus.Failed);
        return this;
    }

    public FakeDns FailHost(string host)
    {
        _addresses[(host, AddressFamily.InterNetwork)] = new DnsAnswer<IPAddress>(DnsStatus.Failed);
        _addresses[(host, AddressFamily.InterNetworkV6)] = new DnsAnswer<IPAddress>(DnsStatus.Failed);
        return this;
    }

    public ValueTask<DnsAnswer<MailExchange>> Mx(string domain, CancellationToken cancellation) =>
        ValueTask.FromResult((_mx.GetValueOrDefault(domain) ?? Missing<MailExchange>(domain)) with { IsAuthentic = IsSigned(domain) });

    public ValueTask<DnsAnswer<IPAddress>> Addresses(string host, AddressFamily family, CancellationToken cancellation)
    {
        AddressesAsked++;
        var name = _aliases.GetValueOrDefault(host, host);
        var answer = _addresses.GetValueOrDefault((name, family)) ?? Missing<IPAddress>(name);
        return ValueTask.FromResult(answer with { IsAuthentic = IsSigned(host) && IsSigned(name), CanonicalName = name == host ? null : name });
    }

    public ValueTask<DnsAnswer<TlsaRecord>> Tlsa(string name, CancellationToken cancellation) =>
        ValueTask.FromResult((_tlsa.GetValueOrDefault(name) ?? Missing<TlsaRecord>(name)) with { IsAuthentic = IsSigned(name) });

    public ValueTask<DnsAnswer<string>> Alias(string name, CancellationToken cancellation) =>
        ValueTask.FromResult((_aliases.TryGetValue(name, out var target) ? new DnsAnswer<string>([target]) : Missing<string>(name)) with { IsAuthentic = IsSigned(name) });

    public ValueTask<DnsAnswer<string>> Txt(string name, CancellationToken cancellation) =>
        ValueTask.FromResult(_txt.GetValueOrDefault(name) ?? Missing<string>(name));

    public ValueTask<DnsAnswer<string>> Ptr(IPAddress address, CancellationToken cancellation) =>
        ValueTask.FromResult(_ptr.GetValueOrDefault(address.ToString()) ?? Missing<string>(address.ToString()));

    private DnsAnswer<T> Missing<T>(string name) =>
        new(_mx.ContainsKey(name) || _txt.ContainsKey(name) || _addresses.Keys.Any(k => k.Host == name) ? DnsStatus.NoData : DnsStatus.NxDomain);

    private bool IsSigned(string name) => _signed.Any(zone => name == zone || name.EndsWith("." + zone, StringComparison.Ordinal));
}
