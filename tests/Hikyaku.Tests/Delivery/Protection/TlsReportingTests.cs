using System.IO.Compression;
using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Delivery.Protection.Reporting;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace Hikyaku.Tests.Delivery.Protection;

public sealed class TlsReportingTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 1, 1);
    private readonly ProtectionRig _rig = new();
    private readonly List<(string To, byte[] Message)> _mails = [];
    private readonly TlsReporting _reporting;

    public TlsReportingTests() => _reporting = new TlsReporting(
        new TlsReporter("mx.example", () => "postmaster@mx.example"), _rig.Reports, _rig.Dns, _rig.Https,
        (message, recipient, _) =>
        {
            _mails.Add((recipient.ToString(), message));
            return ValueTask.FromResult<string?>(null);
        },
        _rig.Time, NullLogger<TlsReporting>.Instance);

    [Fact]
    public async Task A_day_is_reported_when_it_is_over_and_once()
    {
        await Count("a.example");
        Want("https://a.example/tls");
        await _reporting.Run(TestContext.Current.CancellationToken);
        Assert.Empty(_rig.Https.Posted);

        _rig.Time.Advance(TimeSpan.FromHours(28));
        await _reporting.Run(TestContext.Current.CancellationToken);
        await _reporting.Run(TestContext.Current.CancellationToken);

        var (address, mediaType, document) = Assert.Single(_rig.Https.Posted);
        Assert.Equal(("https://a.example/tls", "application/tlsrpt+gzip"), (address, mediaType));
        Assert.True(TlsReport.TryParse(Unzip(document), out var report));
        Assert.Equal(("mx.example", "20260101.a.example@mx.example", "2026-01-01T23:59:59"), (report.Organization, report.ReportId, report.End.ToString("s", null)));
        var policy = Assert.Single(report.Policies);
        Assert.Equal(("sts", "a.example", 2L, 1L), (policy.Type, policy.Domain, policy.Succeeded, policy.Failed));
        Assert.Equal(["version: STSv1", "mode: enforce"], policy.Strings);
        Assert.Equal([new TlsReportFailure("certificate-expired", "192.0.2.9", "one.example", "192.0.2.1", 1, "words")], policy.Failures);
    }

    // RFC 8460 §5.3.
    [Fact]
    public async Task A_report_by_mail_says_what_it_is_and_does_not_depend_on_TLS()
    {
        await Count("a.example");
        Want("mailto:tls%2Breports@b.example");

        await _reporting.SendAll(Day, TestContext.Current.CancellationToken);

        var (to, octets) = Assert.Single(_mails);
        using var message = MimeMessage.Load(new MemoryStream(octets), TestContext.Current.CancellationToken);
        Assert.Equal(("tls+reports@b.example", "a.example", "mx.example", "No"), (to, message.Headers["TLS-Report-Domain"], message.Headers["TLS-Report-Submitter"], message.Headers["TLS-Required"]));
        Assert.Equal("Report Domain: a.example Submitter: mx.example Report-ID: <20260101.a.example@mx.example>", message.Subject);
        Assert.Equal("tlsrpt", Assert.IsType<MultipartReport>(message.Body).ReportType);
        var part = message.BodyParts.OfType<MimePart>().Single(p => p.ContentType.MimeType == "application/tlsrpt+gzip");
        Assert.Equal("mx.example!a.example!1767225600!1767311999.json.gz", part.FileName);
        Assert.True(TlsReport.TryParse(Unzip(Decoded(part)), out _));
    }

    [Fact]
    public async Task Who_asks_for_no_report_gets_none()
    {
        await Count("a.example");

        var report = Assert.Single(await _reporting.SendAll(Day, TestContext.Current.CancellationToken));

        Assert.Equal((true, "not wanted"), (report.IsOver, report.Status));
    }

    [Fact]
    public async Task What_cannot_be_sent_is_tried_again_and_given_up_in_the_end()
    {
        await Count("a.example");
        Want("https://a.example/tls");
        _rig.Https.Answers["https://a.example/tls"] = HttpsAnswer.Failed("nobody there");
        _rig.Time.Advance(TimeSpan.FromHours(28));

        for (var i = 0; i < 48; i++)
        {
            await _reporting.Run(TestContext.Current.CancellationToken);
            _rig.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(5, _rig.Https.Posted.Count);
        Assert.True(Assert.Single(await _rig.Reports.Sent(Day, null, 10, TestContext.Current.CancellationToken)).IsOver);
    }

    [Fact]
    public async Task What_is_old_is_forgotten()
    {
        await Count("a.example");
        _rig.Time.Advance(TimeSpan.FromDays(TlsReporting.KeptDays + 2));

        await _reporting.Run(TestContext.Current.CancellationToken);

        Assert.Empty(await _rig.Reports.Read(null, null, 10, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("v=TLSRPTv1;rua=mailto:a@a.example", "mailto:a@a.example")]
    [InlineData("v=TLSRPTv1 ; rua = https://a.example/x , mailto:a@a.example ; future=1;", "https://a.example/x mailto:a@a.example")]
    [InlineData("v=TLSRPTv1; rua=http://a.example/", null)]
    [InlineData("v=TLSRPTv1;", null)]
    [InlineData("v=TLSRPTv2; rua=mailto:a@a.example", null)]
    public void A_record_names_addresses(string text, string? addresses) =>
        Assert.Equal(addresses, TlsReportRecord.TryFind([text, "something else"], out var record) ? string.Join(' ', record.Addresses) : null);

    [Fact]
    public void Two_records_are_none() => Assert.False(TlsReportRecord.TryFind(["v=TLSRPTv1; rua=mailto:a@a.example", "v=TLSRPTv1; rua=mailto:b@a.example"], out _));

    public void Dispose() => _rig.Dispose();

    private static byte[] Unzip(byte[] document)
    {
        using var unpacked = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(document), CompressionMode.Decompress);
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static byte[] Decoded(MimePart part)
    {
        using var octets = new MemoryStream();
        part.Content!.DecodeTo(octets, TestContext.Current.CancellationToken);
        return octets.ToArray();
    }

    private void Want(string address) => _rig.Dns.AddTxt("_smtp._tls.a.example", $"v=TLSRPTv1; rua={address}");

    private async Task Count(string domain)
    {
        var key = new SessionKey(Day, domain, new TlsPolicy(TlsPolicyType.Sts, "version: STSv1\nmode: enforce", "one.example"));
        var failure = new FailureKey(TlsFailureType.CertificateExpired, "192.0.2.9", "one.example", "192.0.2.1", "words");
        await _rig.Reports.Add([new SessionCount(key, 1, 0, new Dictionary<FailureKey, long>()), new SessionCount(key, 1, 1, new Dictionary<FailureKey, long> { [failure] = 1 })], TestContext.Current.CancellationToken);
    }
}
