using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hikyaku.Formats.Authenticity;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Hikyaku.InteropTests.Protection;

/// <summary>Mail that leaves the server under DANE and MTA-STS, over a real DNS with DNSSEC and real web servers.</summary>
public sealed class ProtectionTests(World world) : IClassFixture<World>
{
    [Theory]
    [InlineData("right", "verified by DANE")]
    [InlineData("insecure", "not verified")]
    [InlineData("sts", ", verified")]
    [InlineData("testing", "not verified")]
    public async Task Mail_goes_out_as_its_domain_wants(string name, string tls)
    {
        var subject = "protected " + Guid.NewGuid().ToString("N");
        await Mailbox.Submit(world.Server, RealServer.Alice, subject, $"a@{name}.example");

        var mail = await Taken(subject);

        Assert.True(mail.IsTls);
        Assert.Contains(tls, await Traced($"a@{name}.example", "delivered"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong", "not the one that is named")]
    [InlineData("bogus", "no valid answer for the TLSA records")]
    [InlineData("forged", "The DNS gave no answer")]
    [InlineData("other", "RemoteCertificateNameMismatch")]
    public async Task Mail_waits_where_the_host_does_not_prove_itself(string name, string reason)
    {
        await Mailbox.Submit(world.Server, RealServer.Alice, "waits " + name, $"a@{name}.example");

        Assert.Contains(reason, await Traced($"a@{name}.example", "deferred"), StringComparison.Ordinal);
        Assert.DoesNotContain(world.Sink.Taken, m => m.To.Contains($"a@{name}.example"));
    }

    [Theory]
    [InlineData("right", "dane")]
    [InlineData("sts", "required")]
    [InlineData("testing", "opportunistic")]
    public async Task A_test_tells_what_holds_for_a_domain(string name, string tls)
    {
        using var found = JsonDocument.Parse(await world.Server.Command("", "tls", "test", $"{name}.example", "--json"));

        var host = Assert.Single(found.RootElement.GetProperty("hosts").EnumerateArray());
        Assert.Equal(($"mx.{name}.example", tls), (host.GetProperty("name").GetString(), host.GetProperty("tls").GetString()));
    }

    [Fact]
    public async Task Domains_are_told_how_connections_came_out()
    {
        string[] names = ["right", "wrong", "testing", "sts"];
        await Mailbox.Submit(world.Server, RealServer.Alice, "told", [.. names.Select(n => $"told@{n}.example")]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await world.Server.Command("", "tls", "report", "--json") is var counts && !Array.TrueForAll(names, n => counts.Contains($"{n}.example", StringComparison.Ordinal)))
            limit.Token.ThrowIfCancellationRequested();

        // The day may turn meanwhile.
        var now = TimeProvider.System.GetUtcNow();
        foreach (var day in new[] { now.AddHours(-1), now }.Select(d => $"{d:yyyy-MM-dd}").Distinct())
            await world.Server.Command("", "tls", "send", day);

        var policies = Policies().ToLookup(p => p.Domain);
        Assert.Contains(policies["right.example"], p => p is { Type: "tlsa", Succeeded: > 0, Failed: 0 });
        Assert.Contains(policies["sts.example"], p => p is { Type: "sts", Succeeded: > 0, Failed: 0 });
        Assert.Contains(policies["wrong.example"], p => p.Type == "tlsa" && p.Failures.Any(f => f is { Type: "validation-failure", Host: "mx.wrong.example", Address: "127.0.0.2" }));
        Assert.Contains(policies["testing.example"], p => p.Type == "sts" && p.Failures.Any(f => f.Type == "certificate-host-mismatch"));
        Assert.Contains("https://reports.example/tls: sent", await world.Server.Command("", "tls", "report", "--domain", "sts.example", "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reports_of_others_are_read()
    {
        const string Report = """{"organization-name":"Sender","date-range":{"start-datetime":"2026-01-01T00:00:00Z","end-datetime":"2026-01-01T23:59:59Z"},"report-id":"r1","policies":[{"policy":{"policy-type":"sts","policy-domain":"example.test"},"summary":{"total-successful-session-count":7,"total-failure-session-count":2}}]}""";
        await world.Server.Command("", "setting", "set", "tlsReports.addresses", RealServer.Bob);
        using (var message = new MimeMessage())
        {
            message.From.Add(MailboxAddress.Parse("reports@sender.example"));
            message.To.Add(MailboxAddress.Parse(RealServer.Bob));
            message.Body = new MultipartReport("tlsrpt")
            {
                new TextPart("plain") { Text = "A report" },
                new MimePart("application", "tlsrpt+json") { Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(Report))), ContentTransferEncoding = ContentEncoding.Base64 },
            };
            using var client = new SmtpClient();
            await client.ConnectAsync("127.0.0.1", world.Server.Port("smtp"), SecureSocketOptions.None);
            await client.SendAsync(message);
            await client.DisconnectAsync(quit: true);
        }

        using var received = JsonDocument.Parse(await world.Server.Command("", "tls", "received", "--domain", "example.test", "--json"));
        var report = Assert.Single(received.RootElement.EnumerateArray());
        Assert.Equal(("Sender", 7, 2), (report.GetProperty("organization").GetString(), report.GetProperty("succeeded").GetInt32(), report.GetProperty("failed").GetInt32()));
    }

    private IEnumerable<TlsReportPolicy> Policies()
    {
        foreach (var (mediaType, document) in world.Web.Posted)
        {
            Assert.Equal("application/tlsrpt+gzip", mediaType);
            using var unpacked = new MemoryStream();
            using (var gzip = new GZipStream(new MemoryStream(document), CompressionMode.Decompress))
                gzip.CopyTo(unpacked);
            Assert.True(TlsReport.TryParse(unpacked.ToArray(), out var report));
            foreach (var policy in report.Policies)
                yield return policy;
        }
    }

    private async Task<TakenMail> Taken(string subject)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (world.Sink.Taken.FirstOrDefault(m => m.Subject == subject) is { } mail)
                return mail;
            await Task.Delay(20, limit.Token);
        }
    }

    // The event of that kind about a recipient, as soon as there is one.
    private async Task<string> Traced(string recipient, string kind)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var list = JsonDocument.Parse(await world.Server.Command("", "trace", "--recipient", recipient, "--json"));
            foreach (var message in list.RootElement.EnumerateArray())
            {
                using var shown = JsonDocument.Parse(await world.Server.Command("", "trace", "show", message.GetProperty("id").GetString()!, "--json"));
                foreach (var entry in Events(shown.RootElement))
                {
                    if (entry.GetProperty("kind").GetString() == kind)
                        return $"{entry.GetProperty("status")} {entry.GetProperty("detail")}";
                }
            }

            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private static IEnumerable<JsonElement> Events(JsonElement shown) => shown.GetProperty("events").EnumerateArray();
}
