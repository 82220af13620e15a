using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.Authenticity;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Delivery.Protection.Reporting;
using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Trace;
using Hikyaku.Tests.Delivery.Protection;
using Hikyaku.Tests.Queue;
using Hikyaku.Tests.Trace;

namespace Hikyaku.Tests.Delivery;

public sealed class RemoteDeliveryTests : IDisposable
{
    private static readonly TlsaRecord Record = new(3, 1, 1, [.. new byte[32]]);
    private readonly ProtectionRig _rig = new();
    private readonly FakeMta _mta = new();
    private readonly MailMetrics _metrics = new(TimeProvider.System);
    private readonly MessageTrace _trace;
    private readonly RemoteDelivery _delivery;
    private readonly List<RemoteHost> _tried = [];
    private SourceAddresses _sources = SourceAddresses.None;

    public RemoteDeliveryTests()
    {
        _trace = new MessageTrace(new KeptTrace(), () => true, _metrics, TimeProvider.System);
        _delivery = new RemoteDelivery(new RemoteHosts(_rig.Dns, new OwnAddresses("mx.example", () => [])), _rig.Protection(), _rig.Counts, _mta, () => RemoteRoutes.None, () => _sources, _trace, _rig.Time);
        _rig.Dns.AddMx("a.example", (10, "one.example")).AddHost("one.example", "2001:db8::1", "192.0.2.1");
        Answer(new TlsOutcome { Protocol = "TLSv1.3", Proof = TlsProof.Authority });
    }

    // RFC 8689 §5.
    [Theory]
    [InlineData("TLS-Required: No\r\n\r\n", RemoteTls.Opportunistic)]
    [InlineData("tls-required:\tno\r\nSubject: x\r\n\r\n", RemoteTls.Opportunistic)]
    [InlineData("Subject: x\r\n\r\nTLS-Required: No\r\n", RemoteTls.Required)]
    [InlineData("TLS-Required: Yes\r\n\r\n", RemoteTls.Required)]
    public async Task A_message_may_do_without_the_policy_of_its_domain(string message, RemoteTls tls)
    {
        _rig.AddPolicy("enforce");

        await Send(message);

        Assert.Equal(tls, _tried[0].Tls);
    }

    [Fact]
    public async Task No_message_may_do_without_what_the_administrator_asks_for()
    {
        _rig.AddPolicy("enforce");
        _rig.Rules = "a.example=encrypt";

        await Send("TLS-Required: No\r\n\r\n");

        Assert.Equal(RemoteTls.Encrypted, _tried[0].Tls);
    }

    // RFC 8689 §4.2.1.
    [Fact]
    public async Task What_requires_TLS_comes_back_where_no_host_can_prove_itself()
    {
        var result = Assert.IsType<DeliveryResult.Failed>(await Send("TLS-Required: No\r\n\r\n", TlsWish.Required));

        Assert.Equal(new EnhancedCode(5, 7, 10), result.Status.Enhanced);
        Assert.Empty(_tried);
    }

    // RFC 8689 §5.
    [Fact]
    public async Task A_report_that_requires_TLS_is_not_lost_where_no_host_can_prove_itself()
    {
        Assert.IsType<DeliveryResult.Delivered>(await Send("\r\n", TlsWish.Required, isReport: true));

        Assert.Equal(RemoteTls.Opportunistic, Assert.Single(_tried).Tls);
    }

    [Fact]
    public async Task What_requires_TLS_goes_to_a_host_that_proves_itself()
    {
        Sign();

        Assert.IsType<DeliveryResult.Delivered>(await Send("\r\n", TlsWish.Required));
        Assert.Equal(RemoteTls.Dane, Assert.Single(_tried).Tls);
    }

    [Theory]
    [InlineData(false, typeof(DeliveryResult.Failed))]
    [InlineData(true, typeof(DeliveryResult.Deferred))]
    public async Task What_requires_TLS_waits_only_for_hosts_that_may_do_it(bool isDown, Type result)
    {
        Sign();
        _mta.Answer = (t, _) => ValueTask.FromResult<RemoteResult>(new RemoteResult.Unreachable(
            isDown && t.Host.EndPoint.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? SmtpStatus.NoConnection : SmtpStatus.RequireTlsMissing));

        Assert.IsType(result, await Send("\r\n", TlsWish.Required));
    }

    [Fact]
    public async Task A_broken_certificate_sends_back_what_requires_TLS()
    {
        Sign();
        Unreachable(new TlsOutcome { Failure = TlsFailureType.ValidationFailure });

        Assert.Equal(SmtpStatus.EncryptionNeeded.Enhanced, Assert.IsType<DeliveryResult.Failed>(await Send("\r\n", TlsWish.Required)).Status.Enhanced);
        Assert.IsType<DeliveryResult.Deferred>(await Send("\r\n"));
    }

    [Fact]
    public async Task IPv4_is_tried_when_IPv6_fails_and_first_the_next_time()
    {
        _mta.Answer = (t, _) =>
        {
            _tried.Add(t.Host);
            return ValueTask.FromResult(t.Host.EndPoint.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
                ? FakeMta.All(t, FakeMta.Taken) : new RemoteResult.Unreachable(SmtpStatus.NoConnection));
        };

        await Send("\r\n");
        await Send("\r\n");

        Assert.Equal(["2001:db8::1", "192.0.2.1", "192.0.2.1"], _tried.Select(h => h.EndPoint.Address.ToString()));
        Assert.Equal("2001:db8::1", Assert.Single(_delivery.Failures).EndPoint.Address.ToString());
        _rig.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Empty(_delivery.Failures);
    }

    [Theory]
    [InlineData("a.example=192.0.2.9,mail.a.example", "192.0.2.1 192.0.2.9 mail.a.example")]
    [InlineData(".example=2001:db8::9 *=192.0.2.9", "2001:db8::1 2001:db8::9 ")]
    [InlineData("b.example=192.0.2.9", "2001:db8::1  ")]
    public async Task Mail_goes_out_from_the_address_for_its_senders_domain(string sources, string expected)
    {
        Assert.True(SourceAddresses.TryParse(sources, out _sources));

        await Send("\r\n");

        Assert.Equal(expected, $"{_tried[0].EndPoint.Address} {_tried[0].Source} {_tried[0].HelloName}");
    }

    [Theory]
    [InlineData("a.example=")]
    [InlineData("a.example=mail.example")]
    [InlineData("a.example=192.0.2.1,192.0.2.2")]
    [InlineData("a.example=192.0.2.1,x y")]
    [InlineData("192.0.2.1")]
    public void What_is_no_source_is_refused(string text) => Assert.False(SourceAddresses.TryParse(text, out _));

    [Theory]
    [InlineData("", null, 1, 0)]
    [InlineData("enforce", null, 1, 0)]
    [InlineData("enforce", TlsFailureType.CertificateExpired, 0, 1)]
    [InlineData("testing", TlsFailureType.CertificateHostMismatch, 0, 1)]
    [InlineData("", TlsFailureType.CertificateNotTrusted, 1, 0)]
    public async Task Sessions_are_counted_by_policy(string mode, TlsFailureType? failure, long succeeded, long failed)
    {
        if (mode.Length > 0)
            _rig.AddPolicy(mode);
        Answer(new TlsOutcome { Protocol = "TLSv1.3", Failure = failure, Detail = "words" });

        await Send("\r\n");

        var count = Assert.Single(await Counted());
        Assert.Equal((mode.Length > 0 ? TlsPolicyType.Sts : TlsPolicyType.None, succeeded, failed), (count.Key.Policy.Type, count.Succeeded, count.Failed));
        Assert.Equal(failed == 0 ? [] : [new FailureKey(failure!.Value, "", "one.example", "2001:db8::1", "words")], count.Failures.Keys);
    }

    [Fact]
    public async Task A_host_without_TLS_is_a_failed_session_of_a_domain_without_policy()
    {
        Answer(new TlsOutcome { Failure = TlsFailureType.StartTlsNotSupported });

        await Send("\r\n");
        await Send("\r\n");

        Assert.Equal(2, Assert.Single(Assert.Single(await Counted()).Failures).Value);
    }

    [Fact]
    public async Task A_policy_that_cannot_be_had_and_a_host_that_must_not_be_used_are_counted()
    {
        Sign();
        _rig.Dns.FailTlsa("_25._tcp.one.example");
        await Send("\r\n");
        _rig.Dns.AddTlsa("_25._tcp.one.example");
        _rig.AddPolicy("enforce");
        _rig.Https.Fail("a.example", 404);
        await Send("\r\n");

        var failures = (await Counted()).SelectMany(c => c.Failures.Keys.Select(f => (c.Key.Policy.Type, f.Type))).Order();

        Assert.Equal([(TlsPolicyType.Tlsa, TlsFailureType.DnssecInvalid), (TlsPolicyType.Sts, TlsFailureType.StsPolicyFetchError)], failures);
    }

    [Fact]
    public async Task A_host_without_the_DANE_that_the_administrator_asks_for_is_counted()
    {
        _rig.Rules = "a.example=dane";

        await Send("\r\n");

        Assert.Equal(TlsFailureType.DaneRequired, Assert.Single(Assert.Single(await Counted()).Failures).Key.Type);
        Assert.Empty(_tried);
    }

    [Fact]
    public async Task What_a_connection_that_is_used_again_or_a_report_meets_is_not_counted()
    {
        Answer(new TlsOutcome { Protocol = "TLSv1.3", IsReused = true });
        await Send("\r\n");
        Answer(new TlsOutcome { Failure = TlsFailureType.StartTlsNotSupported });
        await Send("\r\n", TlsWish.Optional);

        Assert.Empty(await Counted());
    }

    public void Dispose()
    {
        _trace.Dispose();
        _metrics.Dispose();
        _rig.Dispose();
    }

    private void Sign() => _rig.Dns.Sign("a.example").Sign("one.example").AddTlsa("_25._tcp.one.example", Record);

    private void Answer(TlsOutcome tls) => _mta.Answer = (t, _) =>
    {
        _tried.Add(t.Host);
        return ValueTask.FromResult(FakeMta.All(t, FakeMta.Taken) with { Tls = tls });
    };

    private void Unreachable(TlsOutcome tls) =>
        _mta.Answer = (_, _) => ValueTask.FromResult<RemoteResult>(new RemoteResult.Unreachable(SmtpStatus.BadCertificate) { Tls = tls });

    private async Task<DeliveryResult> Send(string message, TlsWish wish = TlsWish.Usual, bool isReport = false)
    {
        var octets = Encoding.ASCII.GetBytes(message);
        var recipient = Address.TryParse("r@a.example", out var address) ? address : throw new FormatException();
        var outcome = await _delivery.Deliver(
            "a.example", new Envelope { ReversePath = isReport ? null : recipient, Arrived = default, Tls = wish }, [new RemoteRecipient(recipient, new Recipient(recipient))],
            octets.Length, () => new MemoryStream(octets), TestContext.Current.CancellationToken);
        return Assert.Single(outcome.Recipients);
    }

    private async Task<IReadOnlyList<SessionCount>> Counted()
    {
        await _rig.Counts.Flush(TestContext.Current.CancellationToken);
        return await _rig.Reports.Read(null, null, 100, TestContext.Current.CancellationToken);
    }
}
