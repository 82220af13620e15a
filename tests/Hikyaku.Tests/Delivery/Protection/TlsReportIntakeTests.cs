using System.IO.Compression;
using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Delivery.Protection.Reporting;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hikyaku.Tests.Delivery.Protection;

public sealed class TlsReportIntakeTests : IDisposable
{
    private const string Report = """
        {"organization-name":"Sender Inc.","date-range":{"start-datetime":"2026-01-01T00:00:00Z","end-datetime":"2026-01-01T23:59:59Z"},"report-id":"r1","policies":[
        {"policy":{"policy-type":"sts","policy-domain":"Ours.example"},"summary":{"total-successful-session-count":7,"total-failure-session-count":2},"failure-details":[]},
        {"policy":{"policy-type":"tlsa","policy-domain":"ours.example"},"summary":{"total-successful-session-count":1,"total-failure-session-count":0}},
        {"policy":{"policy-type":"sts","policy-domain":"foreign.example"},"summary":{"total-successful-session-count":9}}]}
        """;

    private readonly ProtectionRig _rig = new();
    private readonly TlsReportIntake _intake;

    public TlsReportIntakeTests() => _intake = new TlsReportIntake(
        () => ["tls@ours.example"], (domain, _) => ValueTask.FromResult(domain == "ours.example"), _rig.Reports, _rig.Time, NullLogger<TlsReportIntake>.Instance);

    [Theory]
    [InlineData("application/tlsrpt+gzip", true)]
    [InlineData("application/tlsrpt+json", false)]
    public async Task A_report_is_kept_for_our_domains_once(string mediaType, bool isZipped)
    {
        var document = isZipped ? Zip(Encoding.UTF8.GetBytes(Report)) : Encoding.UTF8.GetBytes(Report);
        await Look(mediaType, document);
        await Look(mediaType, document);

        var kept = Assert.Single(await Received());
        Assert.Equal(("Sender Inc.", "r1", "ours.example", 8L, 2L, Report), (kept.Organization, kept.ReportId, kept.Domain, kept.Succeeded, kept.Failed, kept.Document));
    }

    [Fact]
    public async Task Mail_to_others_is_not_looked_at()
    {
        await Look("application/tlsrpt+json", Encoding.UTF8.GetBytes(Report), "alice@ours.example");

        Assert.Empty(await Received());
    }

    // 64 KiB that unpack to 64 MiB.
    [Fact]
    public async Task A_bomb_is_not_unpacked()
    {
        await Look("application/tlsrpt+gzip", Zip(new byte[64 * 1024 * 1024]));

        Assert.Empty(await Received());
    }

    [Theory]
    [InlineData("application/tlsrpt+gzip", "no gzip")]
    [InlineData("application/tlsrpt+json", "{")]
    [InlineData("application/tlsrpt+json", "[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]")]
    [InlineData("application/tlsrpt+json", """{"organization-name":"\ud800","date-range":{"start-datetime":"x"},"report-id":5}""")]
    [InlineData("text/plain", "hello")]
    public async Task What_is_no_report_is_left_alone(string mediaType, string document)
    {
        await Look(mediaType, Encoding.UTF8.GetBytes(document));

        Assert.Empty(await Received());
    }

    public void Dispose()
    {
        _intake.Dispose();
        _rig.Dispose();
    }

    private static byte[] Zip(byte[] document)
    {
        using var octets = new MemoryStream();
        using (var gzip = new GZipStream(octets, CompressionLevel.SmallestSize))
        {
            gzip.Write(document);
        }

        return octets.ToArray();
    }

    private async Task Look(string mediaType, byte[] document, string recipient = "TLS@ours.example")
    {
        var message = $"""
            Return-Path: <>
            From: r@sender.example
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=tlsrpt; boundary=b

            --b
            Content-Type: text/plain

            hello
            --b
            Content-Type: {mediaType}
            Content-Transfer-Encoding: base64

            {Convert.ToBase64String(document, Base64FormattingOptions.InsertLineBreaks)}
            --b--

            """.ReplaceLineEndings("\r\n");
        await using var content = MessageContent.FromMemory(Encoding.ASCII.GetBytes(message), "Return-Path: <>\r\n".Length);
        var to = Address.TryParse(recipient, out var address) ? address : throw new FormatException();
        await _intake.Look([new Recipient(to)], content, TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<ReceivedTlsReport>> Received() => await _rig.Reports.Received(null, 10, TestContext.Current.CancellationToken);
}
