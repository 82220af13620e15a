using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Delivery.Protection;

namespace Hikyaku.Tests.Delivery.Protection;

public sealed class RemoteTlsRulesTests : IDisposable
{
    private const string Print = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private readonly ProtectionRig _rig = new();

    public RemoteTlsRulesTests() => _rig.Dns.AddMx("a.example", (10, "one.example")).AddHost("one.example", "192.0.2.1");

    [Theory]
    [InlineData("off", RemoteTls.Never)]
    [InlineData("may", RemoteTls.Opportunistic)]
    [InlineData("encrypt", RemoteTls.Encrypted)]
    [InlineData("verify", RemoteTls.Required)]
    [InlineData("verify:*.net.example,one.example", RemoteTls.Required)]
    [InlineData("pin:" + Print, RemoteTls.Pinned)]
    public async Task A_rule_decides_in_place_of_the_domain(string rule, RemoteTls tls)
    {
        _rig.AddPolicy("enforce", host: "other.example");
        _rig.Rules = $"a.example={rule}";

        Assert.Equal(tls, Assert.Single((await _rig.Resolved("a.example")).Hosts).Tls);
        Assert.Empty(_rig.Https.Asked);
    }

    [Fact]
    public async Task A_host_that_the_rule_does_not_name_gets_nothing()
    {
        _rig.Rules = "a.example=verify:other.example";

        Assert.Equal(SmtpStatus.NotNamed, (await _rig.Resolved("a.example")).Problem);
    }

    [Fact]
    public async Task Where_DANE_is_asked_for_a_host_without_it_gets_nothing()
    {
        _rig.Rules = "*=dane";

        var hosts = await _rig.Resolved("a.example");

        Assert.Equal((SmtpStatus.DaneMissing, TlsFailureType.DaneRequired), (hosts.Problem, Assert.Single(hosts.All).Obstacle));
    }

    [Fact]
    public void The_closest_pattern_counts()
    {
        Assert.True(RemoteTlsRules.TryParse("*=may .example=encrypt a.example=verify", out var rules));

        Assert.Equal(["verify", "encrypt", "may"], new[] { "a.example", "b.example", "a.test" }.Select(d => rules.Find(d).ToString()));
        Assert.True(RemoteTlsRules.TryParse(rules.ToString(), out var again));
        Assert.Equal(rules.ToString(), again.ToString());
    }

    [Theory]
    [InlineData("a.example=")]
    [InlineData("a.example=3")]
    [InlineData("a.example=pin")]
    [InlineData("a.example=pin:12")]
    [InlineData("a.example=may:x")]
    [InlineData("a.example=verify:")]
    [InlineData("a.example")]
    public void What_is_no_rule_is_refused(string text) => Assert.False(RemoteTlsRules.TryParse(text, out _));

    public void Dispose() => _rig.Dispose();
}
