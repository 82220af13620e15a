using System.Net;
using System.Net.Sockets;
using Hikyaku.Mail.Resolving;

namespace Hikyaku.Tests.Resolving;

/// <summary>A DNS of a few names; what was not added does not exist.</summary>
public sealed class FakeDns : IDnsResolver
{
    private readonly Dictionary<string, DnsAnswer<MailExchange>> _mx = [];
    private readonly Dictionary<(string Host, AddressFamily Family), DnsAnswer<IPAddress>> _addresses = [];
    private readonly Dictionary<string, DnsAnswer<string>> _txt = [];
    private readonly Dictionary<string, DnsAnswer<string>> _ptr = [];

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
        ValueTask.FromResult(_mx.GetValueOrDefault(domain) ?? Missing<MailExchange>(domain));

    public ValueTask<DnsAnswer<IPAddress>> Addresses(string host, AddressFamily family, CancellationToken cancellation) =>
        ValueTask.FromResult(_addresses.GetValueOrDefault((host, family)) ?? Missing<IPAddress>(host));

    public ValueTask<DnsAnswer<string>> Txt(string name, CancellationToken cancellation) =>
        ValueTask.FromResult(_txt.GetValueOrDefault(name) ?? Missing<string>(name));

    public ValueTask<DnsAnswer<string>> Ptr(IPAddress address, CancellationToken cancellation) =>
        ValueTask.FromResult(_ptr.GetValueOrDefault(address.ToString()) ?? Missing<string>(address.ToString()));

    private DnsAnswer<T> Missing<T>(string name) =>
        new(_mx.ContainsKey(name) || _txt.ContainsKey(name) || _addresses.Keys.Any(k => k.Host == name) ? DnsStatus.NoData : DnsStatus.NxDomain);
}
