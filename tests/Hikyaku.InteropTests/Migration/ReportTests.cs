using System.Globalization;
using System.Text.Json;
using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Reports;

namespace Hikyaku.InteropTests.Migration;

/// <summary>What the reports of an import say.</summary>
public sealed class ReportTests : IDisposable
{
    private static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja");
    private readonly OldHost _host = new();
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hikyaku-report-").FullName;

    [Theory]
    [InlineData("tanaka@sakura.example", "account: password MD5-CRYPT; quota 10 MiB; quota 1,000 messages; UIDs of Courier, UIDLs of Courier")]
    [InlineData("suzuki@sakura.example", "may not change the password; forwards to boss@outside.example and keeps a copy; administers its domain; UIDs of Dovecot, UIDLs of Dovecot")]
    [InlineData("suzuki@sakura.example", "switched off: pop3")]
    [InlineData("mori@sakura.example", "account: no password; its mail is dropped")]
    [InlineData("locked@sakura.example", "incoming mail is refused")]
    [InlineData("locked@sakura.example", "nobody can sign in until a new password is set (hikyaku account set \"locked@sakura.example\" --password): the password string is of no known form")]
    [InlineData("blackhole@sakura.example", "alias: no target: its mail is dropped")]
    [InlineData("away@sakura.example", "automatic reply, kept as data: at most 3 to a sender in 86,400 s")]
    [InlineData("news@sakura.example", "mailing list, kept as data: 3 members, 0 of the digest, 1 moderators, owner tanaka@sakura.example")]
    [InlineData("sakura.example", "domain: at most 50 accounts; at most 2 GiB of quota in all; switched off: web")]
    [InlineData("sakura.example", "mail for unknown addresses: to tanaka@sakura.example")]
    [InlineData("kiku-old.example", "mail for unknown addresses: accepted and dropped")]
    public async Task Every_item_is_told_in_words(string subject, string words)
    {
        await using var here = await OpenFolder.At(_data);

        var report = await here.Import(_host.Source(), new ImportOptions { DryRun = true });

        Assert.Contains(report.Items, item => item.Subject == subject && item.Text(CultureInfo.InvariantCulture).Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dry_run_says_of_the_directory_what_the_run_says()
    {
        await using var here = await OpenFolder.At(_data);

        var dry = await here.Import(_host.Source(), new ImportOptions { DryRun = true });
        var run = await here.Import(_host.Source());

        Assert.Equal(Lines(run), Lines(dry));
    }

    [Fact]
    public async Task Japanese_reports_have_no_English_sentence()
    {
        await using var here = await OpenFolder.At(_data);
        var report = await here.Import(_host.Source());

        var codes = report.Items.Where(item => item.Text(Japanese) == item.Text(CultureInfo.InvariantCulture)).Select(item => item.Code);
        var details = report.Items.SelectMany(item => item.Details).Where(detail => detail.Text(Japanese) == detail.Text(CultureInfo.InvariantCulture));

        Assert.Empty(codes);
        Assert.Empty(details);
    }

    [Fact]
    public async Task An_account_over_its_quota_is_named()
    {
        await using var here = await OpenFolder.At(_data);
        Lines(line => line.StartsWith("tanaka:", StringComparison.Ordinal) ? VpasswdLine.Write(VpasswdLine.Parse(line, "sakura.example")! with { Quota = "10485760S,2C" }) : line);

        var dry = await here.Import(_host.Source(), new ImportOptions { DryRun = true });
        var run = await here.Import(_host.Source());

        Assert.Contains(dry.Items, item => item is { Code: "OverQuota", Subject: "tanaka@sakura.example" });
        Assert.Contains(run.Items, item => item is { Code: "OverQuota", Subject: "tanaka@sakura.example" });
    }

    [Fact]
    public async Task A_hash_that_the_old_server_did_not_accept_is_named()
    {
        await using var here = await OpenFolder.At(_data);
        const string hash = "$apr1$sAlt1234$p7EpDm3Lzbx1hXPkUS0PA0";
        Lines(line => line.StartsWith("tanaka:", StringComparison.Ordinal) ? VpasswdLine.Write(VpasswdLine.Parse(line, "sakura.example")! with { Hash = hash }) : line);

        var report = await here.Import(_host.Source());

        Assert.Contains(report.Items, item => item is { Code: "AprHash", Subject: "tanaka@sakura.example" });
    }

    [Fact]
    public async Task The_last_sign_in_at_the_old_host_is_told()
    {
        await using var here = await OpenFolder.At(_data);
        var file = Path.Combine(_host.Home, "domains/sakura.example/tanaka/lastauth");
        _host.Write(file, "192.0.2.7\n");
        File.SetLastWriteTimeUtc(file, new DateTime(2024, 5, 6, 7, 8, 0, DateTimeKind.Utc));

        var report = await here.Import(_host.Source());

        var text = report.Items.Single(item => item is { Code: "AccountTaken", Subject: "tanaka@sakura.example" }).Text(CultureInfo.InvariantCulture);
        Assert.Contains("last sign-in at the old host 2024-05-06 07:08Z from 192.0.2.7", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_form_tells_the_mail_of_each_account()
    {
        await using var here = await OpenFolder.At(_data);
        var report = await here.Import(_host.Source());
        report.IsUnfinished = true;

        var text = ReportWriter.Write(report, "x.txt", CultureInfo.InvariantCulture);
        var html = ReportWriter.Write(report, "x.html", Japanese);
        using var json = JsonDocument.Parse(ReportWriter.Write(report, "x.json", CultureInfo.InvariantCulture));

        Assert.Contains("mail  tanaka@sakura.example: ", text, StringComparison.Ordinal);
        Assert.Contains("Stopped before the end", text, StringComparison.Ordinal);
        Assert.Contains("<tr><th scope=\"row\">tanaka@sakura.example</th><td class=\"number\">3</td>", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("id=\"warning\"", StringComparison.Ordinal) < html.IndexOf("id=\"taken\"", StringComparison.Ordinal));
        System.Xml.Linq.XDocument.Parse(html[html.IndexOf("<body>", StringComparison.Ordinal)..html.IndexOf("</html>", StringComparison.Ordinal)]);
        Assert.Contains("途中で止まりました", html, StringComparison.Ordinal);
        Assert.True(json.RootElement.GetProperty("unfinished").GetBoolean());
        Assert.Contains(json.RootElement.GetProperty("items").EnumerateArray(), item => item.GetProperty("details").GetArrayLength() > 0);
    }

    public void Dispose()
    {
        _host.Dispose();
        System.IO.Directory.Delete(_data, recursive: true);
    }

    private static IEnumerable<string> Lines(MigrationReport report) => report.Items
        .Where(item => item.Outcome is ReportOutcome.Taken or ReportOutcome.Changed).Select(item => $"{item.Subject} {item.Text(CultureInfo.InvariantCulture)}");

    private void Lines(Func<string, string> change)
    {
        var file = Path.Combine(_host.Home, "domains/sakura.example/vpasswd");
        File.WriteAllLines(file, [.. File.ReadAllLines(file).Select(change)]);
    }
}
