using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Delivery.Protection;

namespace Hikyaku.Tests.Delivery.Protection;

/// <summary>The decisions of RFC 7672 §2.</summary>
public sealed class DaneTests : IDisposable
{
    private const string Tlsa = "_25._tcp.one.example";
    private static readonly TlsaRecord Usable = new(3, 1, 1, [.. new byte[32]]);
    private static readonly TlsaRecord Pkix = new(1, 1, 1, [.. new byte[32]]);
    private readonly ProtectionRig _rig = new();

    public DaneTests() => _rig.Dns.AddMx("a.example", (10, "one.example")).AddHost("one.example", "192.0.2.1").AddTlsa(Tlsa, Usable);

    [Fact]
    public async Task Authentic_records_name_the_certificate()
    {
        Sign("a.example", "one.example");

        var host = await Only();

        Assert.Equal(RemoteTls.Dane, host.Host.Tls);
        Assert.Equal([Usable], host.Host.Anchors!.Records);
        Assert.Equal(["one.example", "a.example"], host.Host.Anchors.Names);
        Assert.Equal(new TlsPolicy(TlsPolicyType.Tlsa, Usable.ToString()), host.Policy);
    }

    // RFC 7672 §2.2.1: who can forge the MX records names his own host.
    [Theory]
    [InlineData("one.example")]
    [InlineData("a.example")]
    public async Task Where_one_zone_is_not_signed_TLS_is_opportunistic(string signed)
    {
        Sign(signed);

        Assert.Equal(RemoteTls.Opportunistic, (await Only()).Host.Tls);
    }

    [Fact]
    public async Task Without_records_TLS_is_opportunistic()
    {
        Sign("a.example", "one.example");
        _rig.Dns.AddTlsa(Tlsa);

        Assert.Equal((RemoteTls.Opportunistic, TlsPolicy.None), ((await Only()).Host.Tls, (await Only()).Policy));
    }

    [Fact]
    public async Task Records_of_which_none_is_usable_ask_for_TLS_with_any_certificate()
    {
        Sign("a.example", "one.example");
        _rig.Dns.AddTlsa(Tlsa, Pkix);

        Assert.Equal(RemoteTls.Encrypted, (await Only()).Host.Tls);
    }

    [Fact]
    public async Task One_usable_record_is_enough()
    {
        Sign("a.example", "one.example");
        _rig.Dns.AddTlsa(Tlsa, Pkix, Usable);

        Assert.Equal([Usable], (await Only()).Host.Anchors!.Records);
    }

    // RFC 7672 §2.1.2: an attacker who makes the look-up fail must not win clear text.
    [Fact]
    public async Task A_failed_look_up_makes_mail_wait()
    {
        Sign("a.example", "one.example");
        _rig.Dns.FailTlsa(Tlsa);

        var hosts = await _rig.Resolved("a.example");

        Assert.Equal(SmtpStatus.TlsaUnknown, hosts.Problem);
        Assert.Equal(TlsFailureType.DnssecInvalid, Assert.Single(hosts.All).Obstacle);
    }

    [Fact]
    public async Task A_failed_look_up_leaves_the_other_hosts()
    {
        Sign("a.example", "one.example", "two.example");
        _rig.Dns.AddMx("a.example", (10, "one.example"), (20, "two.example")).AddHost("two.example", "192.0.2.2").FailTlsa(Tlsa);

        Assert.Equal("two.example", Assert.Single((await _rig.Resolved("a.example")).Hosts).Name);
    }

    [Fact]
    public async Task A_zone_that_is_not_signed_is_not_asked_for_records()
    {
        Sign("a.example");
        _rig.Dns.FailTlsa(Tlsa);

        Assert.Equal(RemoteTls.Opportunistic, (await Only()).Host.Tls);
    }

    // RFC 7672 §2.2.3.
    [Theory]
    [InlineData("one.example real.example", "_25._tcp.real.example", "real.example one.example a.example")]
    [InlineData("one.example real.example", Tlsa, "one.example a.example")]
    [InlineData("one.example", Tlsa, "one.example a.example")]
    public async Task Behind_aliases_the_last_name_comes_first(string signed, string record, string names)
    {
        Sign(["a.example", .. signed.Split(' ')]);
        _rig.Dns.AddAlias("one.example", "real.example").AddHost("real.example", "192.0.2.1").AddTlsa(Tlsa).AddTlsa(record, Usable);

        var host = (await Only()).Host;

        Assert.Equal((RemoteTls.Dane, names), (host.Tls, string.Join(' ', host.Anchors!.Names)));
    }

    [Fact]
    public async Task Records_behind_an_alias_that_leaves_the_signed_zones_do_not_count()
    {
        Sign("a.example", "one.example");
        _rig.Dns.AddAlias("one.example", "real.example").AddHost("real.example", "192.0.2.1").AddTlsa(Tlsa).AddTlsa("_25._tcp.real.example", Usable);

        Assert.Equal(RemoteTls.Opportunistic, (await Only()).Host.Tls);
    }

    [Fact]
    public async Task A_domain_without_MX_has_records_of_its_own()
    {
        Sign("b.example");
        _rig.Dns.AddHost("b.example", "192.0.2.1").AddTlsa("_25._tcp.b.example", Usable);

        Assert.Equal(["b.example"], Assert.Single((await _rig.Resolved("b.example")).Hosts).Anchors!.Names);
    }

    // RFC 8461 §2.
    [Fact]
    public async Task DANE_wins_over_MTA_STS()
    {
        Sign("a.example", "one.example");
        _rig.AddPolicy("enforce", host: "other.example");

        Assert.Equal(RemoteTls.Dane, (await Only()).Host.Tls);
    }

    [Fact]
    public async Task MTA_STS_decides_about_hosts_without_records()
    {
        Sign("a.example", "one.example");
        _rig.Dns.AddTlsa(Tlsa);
        _rig.AddPolicy("enforce");

        Assert.Equal((RemoteTls.Required, TlsPolicyType.Sts), ((await Only()).Host.Tls, (await Only()).Policy.Type));
    }

    // RFC 7671 §9.
    [Fact]
    public void Of_digests_of_the_same_thing_the_strongest_counts()
    {
        var strong = new TlsaRecord(3, 1, 2, [.. new byte[64]]);
        var other = new TlsaRecord(2, 1, 1, [.. new byte[32]]);

        Assert.Equal([strong, other], TlsaRecord.Usable([Usable, strong, other]));
    }

    [Theory]
    [InlineData(3, 2, 1, 32)]
    [InlineData(3, 1, 3, 32)]
    [InlineData(3, 1, 1, 31)]
    [InlineData(3, 1, 2, 32)]
    [InlineData(3, 1, 0, 0)]
    [InlineData(0, 1, 1, 32)]
    [InlineData(4, 1, 1, 32)]
    public void Senseless_records_are_not_usable(byte usage, byte selector, byte matching, int length) =>
        Assert.False(new TlsaRecord(usage, selector, matching, [.. new byte[length]]).IsUsable);

    public void Dispose() => _rig.Dispose();

    private void Sign(params string[] zones) => Array.ForEach(zones, z => _rig.Dns.Sign(z));

    private async Task<ProtectedHost> Only() => Assert.Single((await _rig.Resolved("a.example")).All);
}
