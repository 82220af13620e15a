using System.Net;
using Hikyaku.Mail.Delivery;
using Hikyaku.Tests.Resolving;

namespace Hikyaku.Tests.Delivery;

public sealed class RemoteHostsTests
{
    private readonly FakeDns _dns = new();

    [Fact]
    public async Task Hosts_come_by_preference_and_IPv6_first()
    {
        _dns.AddMx("a.example", (20, "two.example"), (10, "one.example")).AddHost("one.example", "192.0.2.1", "2001:db8::1").AddHost("two.example", "192.0.2.2");

        Assert.Equal(["2001:db8::1", "192.0.2.1", "192.0.2.2"], await Addresses("a.example"));
    }

    [Fact]
    public async Task A_domain_without_MX_is_its_own_host()
    {
        _dns.AddHost("a.example", "192.0.2.1");

        Assert.Equal(["192.0.2.1"], await Addresses("a.example"));
    }

    [Fact]
    public async Task A_null_MX_takes_no_mail()
    {
        _dns.AddMx("a.example", (0, "")).AddHost("a.example", "192.0.2.1");

        Assert.Equal(SmtpStatus.NullMx, await Problem("a.example"));
    }

    [Fact]
    public async Task A_domain_that_does_not_exist_fails_for_good() => Assert.Equal(SmtpStatus.NoSuchDomain, await Problem("a.example"));

    [Fact]
    public async Task A_domain_without_any_host_fails_for_good()
    {
        _dns.AddTxt("a.example", "v=spf1 -all");

        Assert.Equal(SmtpStatus.NoMailHost, await Problem("a.example"));
    }

    [Fact]
    public async Task A_DNS_failure_is_temporary()
    {
        _dns.FailMx("a.example").AddMx("b.example", (1, "dead.example")).FailHost("dead.example");

        Assert.Equal(SmtpStatus.DnsFailure, await Problem("a.example"));
        Assert.Equal(SmtpStatus.DnsFailure, await Problem("b.example"));
    }

    [Fact]
    public async Task This_host_in_the_list_cuts_off_what_is_no_better()
    {
        _dns.AddMx("a.example", (10, "one.example"), (20, "me.example"), (20, "equal.example"), (30, "worse.example"))
            .AddHost("one.example", "192.0.2.1").AddHost("me.example", "192.0.2.9").AddHost("equal.example", "192.0.2.3").AddHost("worse.example", "192.0.2.4");

        Assert.Equal(["192.0.2.1"], await Addresses("a.example"));
    }

    [Fact]
    public async Task This_host_as_the_best_one_is_a_loop()
    {
        _dns.AddMx("a.example", (10, "alias.example"), (20, "two.example")).AddHost("alias.example", "192.0.2.9").AddHost("two.example", "192.0.2.2");

        Assert.Equal(SmtpStatus.MxLoop, await Problem("a.example"));
    }

    [Fact]
    public async Task An_address_literal_is_its_own_host()
    {
        Assert.Equal(["2001:db8::1"], await Addresses("[IPv6:2001:db8::1]"));
        Assert.Equal(SmtpStatus.MxLoop, await Problem("[192.0.2.9]"));
    }

    [Fact]
    public async Task What_is_kept_as_a_backup_waits_when_no_better_host_is_known()
    {
        _dns.AddMx("a.example", (10, "me.example")).AddHost("me.example", "192.0.2.9");
        var hosts = new RemoteHosts(_dns, new OwnAddresses("me.example", () => []), isBackup: domain => domain is "a.example" or "gone.example");

        Assert.Equal(SmtpStatus.NoBetterHost.Code, (await hosts.OfDomain("a.example", TestContext.Current.CancellationToken)).Problem?.Code);
        Assert.Equal(SmtpStatus.NoBetterHost.Code, (await hosts.OfDomain("gone.example", TestContext.Current.CancellationToken)).Problem?.Code);
        Assert.Equal(SmtpStatus.NoSuchDomain, (await hosts.OfDomain("other.example", TestContext.Current.CancellationToken)).Problem);
    }

    [Fact]
    public async Task An_address_that_no_interface_has_may_lead_here()
    {
        _dns.AddMx("a.example", (10, "one.example"), (20, "nat.example")).AddHost("one.example", "192.0.2.1").AddHost("nat.example", "203.0.113.5");
        var hosts = new RemoteHosts(_dns, new OwnAddresses("me.example", () => [], () => [IPNetwork.Parse("203.0.113.5/32")]));

        Assert.Equal("192.0.2.1", Assert.Single((await hosts.OfDomain("a.example", TestContext.Current.CancellationToken)).Hosts).EndPoint.Address.ToString());
    }

    [Fact]
    public async Task Another_port_is_taken_at_once()
    {
        _dns.AddMx("a.example", (10, "one.example")).AddHost("one.example", "192.0.2.1");
        var port = 25;
        var hosts = new RemoteHosts(_dns, new OwnAddresses("me.example", () => []), () => port);

        port = 2525;

        Assert.Equal(2525, Assert.Single((await hosts.OfDomain("a.example", TestContext.Current.CancellationToken)).Hosts).EndPoint.Port);
    }

    private RemoteHosts Hosts() => new(_dns, new OwnAddresses("me.example", () => [IPAddress.Parse("192.0.2.9")]));

    private async Task<string[]> Addresses(string domain)
    {
        var list = await Hosts().OfDomain(domain, TestContext.Current.CancellationToken);
        Assert.Null(list.Problem);
        return [.. list.Hosts.Select(h => h.EndPoint.Address.ToString())];
    }

    private async Task<SmtpStatus?> Problem(string domain) => (await Hosts().OfDomain(domain, TestContext.Current.CancellationToken)).Problem;
}
