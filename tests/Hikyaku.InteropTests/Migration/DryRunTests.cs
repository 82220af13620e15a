using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Store;

namespace Hikyaku.InteropTests.Migration;

/// <summary>A dry run tells what the run after it does.</summary>
public sealed class DryRunTests : IDisposable
{
    private static readonly ImportOptions Mirror = new() { Mirror = true };
    private readonly OldHost _host = new();
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hikyaku-dry-").FullName;

    private string Inbox => _host.Maildir("tanaka");

    [Fact]
    public async Task The_first_import_does_what_its_dry_run_told()
    {
        await using var here = await OpenFolder.At(_data);

        await Agree(here, new ImportOptions());
    }

    [Fact]
    public async Task A_second_import_does_what_its_dry_run_told()
    {
        await using var here = await OpenFolder.At(_data);
        await here.Import(_host.Source());
        await ChangeBoth(here);

        var run = await Agree(here, new ImportOptions { Pop3 = Hikyaku.Mail.Migration.Mail.Pop3Source.Qmail });

        var totals = run.Accounts["tanaka@sakura.example"];
        Assert.Equal((2, 1, 0), ((int)totals.Taken, (int)totals.Changed, (int)totals.Removed));
    }

    [Fact]
    public async Task A_mirror_does_what_its_dry_run_told()
    {
        await using var here = await OpenFolder.At(_data);
        for (var at = 0; at < 25; at++)
        {
            _host.Message(Path.Combine(Inbox, ".Many"), "cur", $"13000000{at:00}.many.old:2,S", "Subject: many\n\n", 1300000000 + at);
        }

        await here.Import(_host.Source());
        await ChangeBoth(here);
        File.Delete(Path.Combine(Inbox, "cur", "1000000001.M1P1V1I1.old,S=30:2,SR"));
        System.IO.Directory.GetFiles(Path.Combine(Inbox, ".Many", "cur")).Take(20).ToList().ForEach(File.Delete);
        System.IO.Directory.Delete(Path.Combine(Inbox, ".Projects.2001"), recursive: true);

        var careful = await Agree(here, Mirror);
        var all = await Agree(here, Mirror with { MirrorAll = true });

        Assert.Equal((1, 21), ((int)careful.Accounts["tanaka@sakura.example"].Removed, (int)all.Accounts["tanaka@sakura.example"].Removed));
        Assert.Contains(careful.Items, item => item.Code == "MirrorStopped");
    }

    public void Dispose()
    {
        _host.Dispose();
        using var remove = System.Diagnostics.Process.Start("/bin/rm", ["-rf", _data]);
        remove.WaitForExit();
    }

    private async Task<MigrationReport> Agree(OpenFolder here, ImportOptions options)
    {
        var before = Written();
        var dry = await here.Import(_host.Source(), options with { DryRun = true });
        Assert.Equal(before, Written());
        var run = await here.Import(_host.Source(), options);
        Assert.Equal(Counts(run), Counts(dry));
        Assert.Equal(Items(run), Items(dry));
        return run;
    }

    private static IEnumerable<string> Counts(MigrationReport report) =>
        report.Accounts.OrderBy(account => account.Key, StringComparer.Ordinal).Select(account => $"{account.Key} {account.Value}");

    // Those of accounts; the one of who administers is not mail.
    private static List<string> Items(MigrationReport report) =>
    [
        .. report.Items.Where(item => item.Subject.Contains('@') && item.Code != "AdministratorTaken")
            .Select(item => $"{item.Subject} {item.Outcome} {item.Code} {string.Join('|', item.Arguments)}").Order(StringComparer.Ordinal),
    ];

    private async Task ChangeBoth(OpenFolder here)
    {
        var stop = TestContext.Current.CancellationToken;
        var account = (await here.Get<Hikyaku.Mail.Directory.Directory>().FindAccount("tanaka@sakura.example", stop))!;
        var mail = await here.Get<Mailstore>().Open(account.Id, stop);
        await mail.Remove(mail.Find("INBOX")!.Id, [12], stop);
        File.Move(Path.Combine(Inbox, "cur", "1000000002.M2P2V1I2.old,S=30:2,FSP"), Path.Combine(Inbox, "cur", "1000000002.M2P2V1I2.old,S=30:2,S"));
        _host.Message(Inbox, "new", "1000000099.new.old", "Subject: new\n\nnew\n", 1000000099);
        _host.Message(Path.Combine(Inbox, ".Fresh"), "cur", "1000000100.new.old", "Subject: new\n\nnew\n", 1000000100);
    }

    // All that an import writes, with its times; databases may move their write-ahead logs by themselves.
    private string Written() => string.Join('\n', System.IO.Directory.EnumerateFiles(_data, "*", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith(".db", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal).Select(file => $"{file} {new FileInfo(file).Length} {File.GetLastWriteTimeUtc(file).Ticks}"));
}
