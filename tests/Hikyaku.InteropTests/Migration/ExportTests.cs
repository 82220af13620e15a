using Hikyaku.Formats.Maildir;
using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Mail;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.Vpopmail;

namespace Hikyaku.InteropTests.Migration;

/// <summary>The way back: what an export writes for the old server.</summary>
public sealed class ExportTests : IDisposable
{
    private const string Tanaka = "tanaka@sakura.example";
    private readonly OldHost _host = new();
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hikyaku-export-").FullName;

    [Theory]
    [InlineData(Pop3Source.Courier)]
    [InlineData(Pop3Source.Dovecot)]
    public async Task Identifiers_come_back_by_the_files_of_either_server(Pop3Source source)
    {
        await using var here = await Exported();
        await using var there = await OpenFolder.At(Path.Combine(_data, "second"));

        await there.Import(Back(), new ImportOptions { Pop3 = source });

        var uidls = Uidls(await here.Mail(Tanaka));
        Assert.Contains("UID3-777", uidls);
        Assert.Equal(uidls, Uidls(await there.Mail(Tanaka)));
    }

    [Fact]
    public async Task Files_alone_bring_back_what_the_tables_do()
    {
        await using var here = await Exported();
        await using var there = await OpenFolder.At(Path.Combine(_data, "files"));

        await there.Import(Back() with { Database = null });

        Assert.Contains("Accounts = 50", await there.Directory(), StringComparison.Ordinal);
        Assert.Equal(await here.Directory(), await there.Directory());
    }

    [Fact]
    public async Task Courier_finds_its_list_of_sizes()
    {
        await using var here = await Exported();

        var list = Pop3SizeList.Parse(File.ReadAllBytes(Path.Combine(Domain, "tanaka/Maildir/courierpop3dsizelist")));

        Assert.Equal((3, 4L, 777L, 2), (list.Version, list.Next, list.UidValidity, list.Entries.Count));
    }

    [Fact]
    public async Task A_list_has_all_that_ezmlm_needs()
    {
        await using var here = await Exported();

        foreach (var (link, file) in new[] { ("", "editor"), ("-default", "manager"), ("-owner", "owner"), ("-return-default", "bouncer"), ("-accept-default", "moderator"), ("-reject-default", "moderator") })
        {
            Assert.Equal($"/home/vpopmail/domains/sakura.example/news/{file}", new FileInfo(Path.Combine(Domain, ".qmail-news" + link)).LinkTarget);
            Assert.True(new FileInfo(Path.Combine(Domain, "news", file)).Length > 0, file);
        }

        Assert.Contains("ezmlm-store '/home/vpopmail/domains/sakura.example/news'", File.ReadAllText(Path.Combine(Domain, "news/editor")), StringComparison.Ordinal);
        Assert.DoesNotContain("ezmlm-send", File.ReadAllText(Path.Combine(Domain, "news/editor")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_waits_here_waits_there()
    {
        await using var here = await Exported();

        Assert.Equal("|exit 111\n", File.ReadAllText(Path.Combine(Domain, ".qmail-program")));
    }

    [Theory]
    [InlineData("nosuch.example")]
    [InlineData("nobody@sakura.example")]
    public async Task What_is_not_here_is_refused(string only)
    {
        await using var here = await OpenFolder.At(Path.Combine(_data, "first"));
        await here.Import(_host.Source());

        var refusal = await Assert.ThrowsAsync<ImportRefusedException>(
            () => here.Get<VpopmailExport>().Run(Path.Combine(_data, "export"), [only], new MigrationReport(), TestContext.Current.CancellationToken));

        Assert.Equal("ExportUnknown", refusal.Code);
        Assert.False(System.IO.Directory.Exists(Path.Combine(_data, "export")));
    }

    [Fact]
    public async Task The_summary_counts_what_was_written()
    {
        await using var here = await OpenFolder.At(Path.Combine(_data, "first"));
        var import = await here.Import(_host.Source());
        var report = new MigrationReport { IsExport = true };

        await here.Get<VpopmailExport>().Run(Path.Combine(_data, "export"), [], report, TestContext.Current.CancellationToken);

        Assert.Equal(import.Accounts.Values.Sum(totals => totals.Taken), report.Accounts.Values.Sum(totals => totals.Messages));
        Assert.Contains("messages written", ReportWriter.Summary(report, System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _host.Dispose();
        using var remove = System.Diagnostics.Process.Start("/bin/rm", ["-rf", _data]);
        remove.WaitForExit();
    }

    private string Domain => Path.Combine(_data, "export/vpopmail/domains/sakura.example");

    private async Task<OpenFolder> Exported()
    {
        var here = await OpenFolder.At(Path.Combine(_data, "first"));
        await here.Import(_host.Source());
        await here.Get<VpopmailExport>().Run(Path.Combine(_data, "export"), [], new MigrationReport { IsExport = true }, TestContext.Current.CancellationToken);
        return here;
    }

    private ImportSource Back() => new()
    {
        Home = Path.Combine(_data, "export/vpopmail"),
        Qmail = Path.Combine(_data, "export/qmail"),
        Database = new DumpDatabase(Path.Combine(_data, "export/vpopmail.sql"), new MigrationReport()),
        Map = [("/home/vpopmail", Path.Combine(_data, "export/vpopmail"))],
    };

    private static IEnumerable<string> Uidls(string mail) => mail.Split('\n').Where(line => line.Contains('<', StringComparison.Ordinal) && !line.Contains("<>", StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]).Select(text => text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..])
        .Order(StringComparer.Ordinal).ToList();
}
