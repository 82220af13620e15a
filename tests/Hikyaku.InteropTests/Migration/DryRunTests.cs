using System.Globalization;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Store;

namespace Hikyaku.InteropTests.Migration;

/// <summary>A dry run tells what the run after it does.</summary>
public sealed class DryRunTests : IDisposable
{
    private static readonly Actor Operator = new(Actor.CommandLineKind, "operator", null);
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_refused_over_a_nasty_host_is_told_by_its_dry_run(bool hasPlenty)
    {
        NastyHost.Spoil(_host);
        await using var here = await OpenFolder.At(_data);
        if (hasPlenty)
        {
            await Settle(here);
        }

        var first = await Agree(here, new ImportOptions());
        await Agree(here, new ImportOptions());
        NastyHost.Change(_host);
        await ChangeBoth(here);
        await Leave(here);
        await Agree(here, new ImportOptions());
        await Agree(here, Mirror with { MirrorAll = true });
        var last = await here.Import(_host.Source(), new ImportOptions { DryRun = true });

        Assert.Contains(first.Items, item => item.Refusal?.Reason == DirectoryRefusalReason.AliasLoop);
        Assert.Contains(first.Items, item => item.Refusal?.Reason == DirectoryRefusalReason.TooManyTargets);
        Assert.Equal((0, 0), (last.Count(ReportOutcome.Taken), last.Count(ReportOutcome.Changed)));
    }

    public void Dispose()
    {
        _host.Dispose();
        using var remove = System.Diagnostics.Process.Start("/bin/rm", ["-rf", _data]);
        remove.WaitForExit();
    }

    private async Task<MigrationReport> Agree(OpenFolder here, ImportOptions options)
    {
        MigrationReport dry;
        // A checkpoint of what the run before has done writes too, whenever it likes.
        using (await here.Get<IVolume>().HoldCheckpoints(TestContext.Current.CancellationToken))
        {
            var before = Written();
            dry = await here.Import(_host.Source(), options with { DryRun = true });
            Assert.Equal(before, Written());
        }

        var run = await here.Import(_host.Source(), options);
        Assert.Equal(Counts(run), Counts(dry));
        Assert.Equal(Items(run), Items(dry));
        return run;
    }

    private static IEnumerable<string> Counts(MigrationReport report) =>
        report.Accounts.OrderBy(account => account.Key, StringComparer.Ordinal).Select(account => $"{account.Key} {account.Value}");

    private static List<string> Items(MigrationReport report) =>
    [
        .. report.Items.Select(item => $"{item.Subject} {item.Outcome} {item.Code} {item.Text(CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal),
    ];

    // What was here before the first import: names that the source has too, of another kind.
    private static async Task Settle(OpenFolder here)
    {
        var (editor, stop) = (here.Get<DirectoryEditor>(), TestContext.Current.CancellationToken);
        var domain = Done(await editor.AddDomain(new NewDomain("sakura.example"), Operator, stop));
        Done(await editor.AddDomain(new NewDomain("taken.example"), Operator, stop));
        Done(await editor.AddAccount(new NewAccount { Address = "tanaka@sakura.example", QuotaBytes = 50 }, Operator, stop));
        Done(await editor.AddAccount(new NewAccount { Address = "robot@sakura.example" }, Operator, stop));
        Done(await editor.AddAlias("news@sakura.example", ["someone@partner.example"], Operator, stop));
        Done(await editor.AddAlias("suzuki@sakura.example", ["someone@partner.example"], Operator, stop));
        Done(await editor.ChangeDomain(domain.Id, new DomainChange { Limits = new DomainLimits { Accounts = 2, Aliases = 2, MailingLists = 0 } }, Operator, stop));
    }

    // What was brought and is removed here.
    private static async Task Leave(OpenFolder here)
    {
        var (editor, stop) = (here.Get<DirectoryEditor>(), TestContext.Current.CancellationToken);
        Done(await editor.RemoveAlias("good@sakura.example", Operator, stop));
        var mori = (await here.Get<Hikyaku.Mail.Directory.Directory>().FindAccount("mori@sakura.example", stop))!;
        Done(await editor.RemoveAccount(mori.Id, Operator, stop));
        var kiku = (await here.Get<Hikyaku.Mail.Directory.Directory>().FindDomain("kiku-old.example", stop))!;
        Done(await editor.RemoveDomain(kiku.Id, withAccounts: true, Operator, stop));
    }

    private static T Done<T>(DirectoryChange<T> change)
        where T : class => Assert.IsType<DirectoryChange<T>.Done>(change).Value;

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
