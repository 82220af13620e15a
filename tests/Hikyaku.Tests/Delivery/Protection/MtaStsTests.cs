using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Delivery.Protection;

namespace Hikyaku.Tests.Delivery.Protection;

public sealed class MtaStsTests : IDisposable
{
    private readonly ProtectionRig _rig = new();

    [Fact]
    public async Task A_policy_is_fetched_and_used_from_memory()
    {
        _rig.AddPolicy("enforce");

        Assert.Equal(MtaStsMode.Enforce, (await _rig.Policy()).Policy!.Mode);
        Assert.Equal(MtaStsMode.Enforce, (await _rig.Policy()).Policy!.Mode);

        Assert.Equal(["https://mta-sts.a.example/.well-known/mta-sts.txt"], _rig.Https.Asked);
    }

    [Fact]
    public async Task Without_a_record_nothing_is_fetched()
    {
        Assert.Equal(MtaStsResult.None, await _rig.Policy());
        Assert.Empty(_rig.Https.Asked);
    }

    [Fact]
    public async Task A_policy_outlives_a_restart_and_the_loss_of_its_record()
    {
        _rig.AddPolicy("enforce");
        await _rig.Policy();
        _rig.Dns.AddTxt("_mta-sts.a.example");
        _rig.Https.Fail("a.example");

        _rig.Restart();

        Assert.Equal(MtaStsMode.Enforce, (await _rig.Policy()).Policy!.Mode);
    }

    [Fact]
    public async Task A_policy_ends_with_its_age()
    {
        _rig.AddPolicy("enforce", maxAge: 3600);
        await _rig.Policy();
        _rig.Dns.AddTxt("_mta-sts.a.example");

        _rig.Time.Advance(TimeSpan.FromHours(2));

        Assert.Null((await _rig.Policy()).Policy);
    }

    [Fact]
    public async Task Another_id_brings_another_policy()
    {
        _rig.AddPolicy("enforce");
        await _rig.Policy();
        _rig.AddPolicy("testing", id: "2");

        _rig.Time.Advance(MtaSts.Recheck);

        Assert.Equal(MtaStsMode.Testing, (await _rig.Policy()).Policy!.Mode);
    }

    // RFC 8461 §3.3.
    [Fact]
    public async Task What_was_learned_holds_while_the_new_one_can_not_be_fetched()
    {
        _rig.AddPolicy("enforce");
        await _rig.Policy();
        _rig.AddPolicy("testing", id: "2");
        _rig.Https.Fail("a.example", 404);

        _rig.Time.Advance(MtaSts.Recheck);

        var result = await _rig.Policy();
        Assert.Equal(MtaStsMode.Enforce, result.Policy!.Mode);
        Assert.Equal(MtaStsProblem.Fetch, result.Problem);
    }

    [Theory]
    [InlineData("text/html", "version: STSv1\nmode: enforce\nmx: one.example\nmax_age: 9\n")]
    [InlineData("text/plain", "<html>")]
    public async Task What_is_no_policy_counts_as_none(string mediaType, string document)
    {
        _rig.AddPolicy("enforce");
        _rig.Https.Serve("a.example", document, mediaType);

        Assert.Equal(new MtaStsResult(null, MtaStsProblem.Invalid), await _rig.Policy());
    }

    [Fact]
    public async Task A_failed_fetch_is_not_made_again_for_each_message()
    {
        _rig.AddPolicy("enforce");
        _rig.Https.Fail("a.example", 301);
        await _rig.Policy();
        await _rig.Policy();

        Assert.Single(_rig.Https.Asked);
        _rig.Time.Advance(MtaSts.Recheck);
        await _rig.Policy();

        Assert.Equal(2, _rig.Https.Asked.Count);
    }

    [Fact]
    public async Task A_policy_in_use_is_fetched_again_each_day()
    {
        _rig.AddPolicy("enforce", maxAge: 2 * 86_400);
        await _rig.Policy();
        _rig.Time.Advance(TimeSpan.FromHours(30));

        await _rig.MtaSts.Refresh(TestContext.Current.CancellationToken);
        _rig.Time.Advance(TimeSpan.FromHours(30));
        _rig.Dns.AddTxt("_mta-sts.a.example");

        Assert.Equal(MtaStsMode.Enforce, (await _rig.Policy()).Policy!.Mode);
    }

    [Fact]
    public async Task An_enforced_policy_leaves_the_hosts_it_names_under_verified_TLS()
    {
        _rig.AddPolicy("enforce");

        var host = Assert.Single((await _rig.Hosts()).Hosts);

        Assert.Equal(("one.example", RemoteTls.Required), (host.Name, host.Tls));
    }

    [Fact]
    public async Task An_enforced_policy_that_names_no_host_makes_mail_wait()
    {
        _rig.AddPolicy("enforce", host: "other.example");

        Assert.Equal(SmtpStatus.NotInPolicy, (await _rig.Hosts()).Problem);
        Assert.True(SmtpStatus.NotInPolicy.IsTransient);
    }

    [Theory]
    [InlineData("testing")]
    [InlineData("none")]
    public async Task A_policy_that_is_not_enforced_changes_nothing(string mode)
    {
        _rig.AddPolicy(mode, host: "other.example");

        Assert.All((await _rig.Hosts()).Hosts, h => Assert.Equal(RemoteTls.Opportunistic, h.Tls));
    }

    public void Dispose() => _rig.Dispose();
}
