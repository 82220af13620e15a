using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.Vpopmail;
using Hikyaku.Mail.Store;

namespace Hikyaku.InteropTests.Migration;

public sealed class VpopmailImportTests : IDisposable
{
    private readonly OldHost _host = new();
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hikyaku-import-").FullName;

    [Fact]
    public async Task Mail_arrives_with_uids_flags_keywords_dates_uidls_and_octets()
    {
        await using var here = await OpenFolder.At(_data);

        await here.Import(_host.Source());

        var lines = (await here.Mail("tanaka@sakura.example")).Split('\n');
        Assert.Contains("7 Answered, Seen ($label1 work) 1000000001 <1 UID3-777> Subject: one||first|", lines);
        Assert.Contains(lines, line => line.StartsWith("[INBOX 123456789 13", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_mapped_is_reported()
    {
        await using var here = await OpenFolder.At(_data);

        var report = await here.Import(_host.Source());

        var codes = report.Items.Where(item => item.Outcome is ReportOutcome.LeftOut or ReportOutcome.Warning).Select(item => item.Code).Distinct();
        Assert.Superset(
            new HashSet<string>
            {
                "AssignLineOther", "BackupDomain", "SmtpRoute", "DataBytes", "HashUnusable", "QuotaSuspect", "NoPassword", "ProgramLine", "FileUnreachable",
                "FileUnreadable", "SubscribersBad", "FolderBad", "MessageNoFile", "MessageEmpty",
            },
            codes.ToHashSet());
    }

    [Fact]
    public async Task A_dump_gives_the_same_as_vpasswd()
    {
        await using var fromFiles = await OpenFolder.At(Path.Combine(_data, "files"));
        await using var fromDump = await OpenFolder.At(Path.Combine(_data, "dump"));

        await fromFiles.Import(_host.Source());
        await fromDump.Import(_host.Source(new DumpDatabase(_host.DumpFile, new MigrationReport())));

        Assert.Equal(await fromFiles.Directory(), await fromDump.Directory());
    }

    [Fact]
    public async Task A_live_MariaDB_and_its_dump_give_the_same_as_vpasswd()
    {
        await using var server = await MariaDb.Start(_host.Sql);
        var dump = Path.Combine(_data, "dump.sql");
        await server.Dump(dump);
        await using var fromFiles = await OpenFolder.At(Path.Combine(_data, "files"));
        await using var fromServer = await OpenFolder.At(Path.Combine(_data, "live"));
        await using var fromDump = await OpenFolder.At(Path.Combine(_data, "dump"));

        await fromFiles.Import(_host.Source());
        await fromServer.Import(_host.Source(fromServer.Get<IVpopmailDatabases>().Open(server.Connection)));
        await fromDump.Import(_host.Source(new DumpDatabase(dump, new MigrationReport())));

        Assert.Equal(await fromFiles.Directory(), await fromServer.Directory());
        Assert.Equal(await fromFiles.Directory(), await fromDump.Directory());
    }

    [Fact]
    public async Task A_second_import_changes_nothing()
    {
        await using var here = await OpenFolder.At(_data);
        await here.Import(_host.Source());

        var second = await here.Import(_host.Source());

        Assert.DoesNotContain(second.Items, item => item.Outcome is ReportOutcome.Taken or ReportOutcome.Changed);
        Assert.Equal(0, second.Accounts.Values.Sum(totals => totals.Taken + totals.Changed + totals.Removed));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        await using var here = await OpenFolder.At(_data);
        var before = Files();

        var report = await here.Import(_host.Source(), new ImportOptions { DryRun = true });

        Assert.Contains(report.Items, item => item is { Code: "AccountTaken", Subject: "tanaka@sakura.example" });
        Assert.Equal(before, Files());
        Assert.DoesNotContain("sakura", await here.Directory(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_difference_moves_and_changes_made_here_stay()
    {
        await using var here = await OpenFolder.At(_data);
        await here.Import(_host.Source());
        var stop = TestContext.Current.CancellationToken;
        var account = (await here.Get<Hikyaku.Mail.Directory.Directory>().FindAccount("tanaka@sakura.example", stop))!;
        var mail = await here.Get<Mailstore>().Open(account.Id, stop);
        var inbox = mail.Find("INBOX")!.Id;
        await mail.StoreFlags(inbox, [7], new FlagChange(FlagChangeMode.Replace, MessageFlags.Flagged, []), null, stop);
        await mail.Remove(inbox, [12], stop);
        var cur = Path.Combine(_host.Maildir("tanaka"), "cur");
        File.Move(Path.Combine(cur, "1000000002.M2P2V1I2.old,S=30:2,FSP"), Path.Combine(cur, "1000000002.M2P2V1I2.old,S=30:2,S"));
        _host.Message(_host.Maildir("tanaka"), "new", "1000000099.new.old", "Subject: new\n\nnew\n", 1000000099);

        var report = await here.Import(_host.Source());

        var totals = report.Accounts["tanaka@sakura.example"];
        Assert.Equal((1, 1, 0), ((int)totals.Taken, (int)totals.Changed, (int)totals.Removed));
        var lines = (await here.Mail("tanaka@sakura.example")).Split('\n');
        Assert.Contains(lines, line => line.StartsWith("7 Flagged ()", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("9 Seen ($label1)", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Subject: three", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("13 None ()", StringComparison.Ordinal) && line.Contains("Subject: new", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Removals_follow_only_a_mirror()
    {
        await using var here = await OpenFolder.At(_data);
        await here.Import(_host.Source());
        File.Delete(Path.Combine(_host.Maildir("tanaka"), "cur", "1000000001.M1P1V1I1.old,S=30:2,SR"));

        var kept = await here.Import(_host.Source());
        var mirrored = await here.Import(_host.Source(), new ImportOptions { Mirror = true });

        Assert.Equal(0, kept.Accounts["tanaka@sakura.example"].Removed);
        Assert.Equal(1, mirrored.Accounts["tanaka@sakura.example"].Removed);
    }

    [Fact]
    public async Task An_export_imports_without_a_difference()
    {
        await using var here = await OpenFolder.At(Path.Combine(_data, "first"));
        await here.Import(_host.Source());
        var target = Path.Combine(_data, "export");
        await here.Get<VpopmailExport>().Run(target, [], new MigrationReport(), TestContext.Current.CancellationToken);

        await using var there = await OpenFolder.At(Path.Combine(_data, "second"));
        await there.Import(new ImportSource
        {
            Home = Path.Combine(target, "vpopmail"),
            Qmail = Path.Combine(target, "qmail"),
            Database = new DumpDatabase(Path.Combine(target, "vpopmail.sql"), new MigrationReport()),
            Map = [("/home/vpopmail", Path.Combine(target, "vpopmail"))],
        });

        Assert.Equal(await here.Directory(), await there.Directory());
        foreach (var address in (string[])["tanaka@sakura.example", "suzuki@sakura.example", "sato@kiku-old.example"])
        {
            Assert.Equal(await here.Mail(address), await there.Mail(address));
        }
    }

    public void Dispose()
    {
        _host.Dispose();
        using var remove = System.Diagnostics.Process.Start("/bin/rm", ["-rf", _data]);
        remove.WaitForExit();
    }

    private List<string> Files() => [.. System.IO.Directory.EnumerateFiles(_data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
