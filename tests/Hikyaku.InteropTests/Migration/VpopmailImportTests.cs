using Hikyaku.Mail.Directory;
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
                "FileUnreadable", "SubscribersBad", "MessageNoFile", "MessageEmpty",
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
    public async Task What_a_mirror_removed_comes_back_with_its_source()
    {
        await using var here = await OpenFolder.At(_data);
        await here.Import(_host.Source());
        var file = Path.Combine(_host.Maildir("tanaka"), "cur", "1000000001.M1P1V1I1.old,S=30:2,SR");
        File.Move(file, Path.Combine(_data, "kept"));
        await here.Import(_host.Source(), new ImportOptions { Mirror = true });
        File.Move(Path.Combine(_data, "kept"), file);

        var report = await here.Import(_host.Source());

        Assert.Equal(1, report.Accounts["tanaka@sakura.example"].Taken);
    }

    [Fact]
    public async Task A_mirror_stops_where_most_is_gone_unless_all_is_asked()
    {
        await using var here = await OpenFolder.At(_data);
        for (var number = 0; number < 25; number++)
        {
            _host.Message(_host.Maildir("sato", "0/kiku-old.example"), "cur", $"13000000{number:00}.many.old:2,S", "Subject: many\n\n", 1300000000 + number);
        }

        await here.Import(_host.Source());
        System.IO.Directory.GetFiles(Path.Combine(_host.Maildir("sato", "0/kiku-old.example"), "cur"), "*.many.old*").ToList().ForEach(File.Delete);
        System.IO.Directory.Delete(Path.Combine(_host.Maildir("tanaka"), ".Projects.2001"), recursive: true);

        var stopped = await here.Import(_host.Source(), new ImportOptions { Mirror = true });
        var all = await here.Import(_host.Source(), new ImportOptions { Mirror = true, MirrorAll = true });

        Assert.Equal(0, stopped.Accounts.Values.Sum(totals => totals.Removed));
        Assert.Equal(2, stopped.Items.Count(item => item.Code == "MirrorStopped"));
        Assert.Equal(26, all.Accounts.Values.Sum(totals => totals.Removed));
    }

    [Theory]
    [InlineData("program")]
    [InlineData("news-subscribe")]
    [InlineData("news-return-12-user=a.example")]
    [InlineData("odd-thing")]
    public async Task An_address_with_a_meaning_of_its_own_never_falls_to_the_catch_all(string name)
    {
        await using var here = await OpenFolder.At(_data);
        _host.Write(Path.Combine(_host.Home, "domains/sakura.example/.qmail-odd-default"), "|/usr/local/bin/odd\n");
        await here.Import(_host.Source());

        var entry = await Resolve(here, name);

        Assert.True(entry is AddressEntry.ToMailingList or AddressEntry.ToAutoresponder, entry.ToString());
    }

    [Theory]
    [InlineData("news-owner", "tanaka@sakura.example")]
    [InlineData("help-me", "suzuki@sakura.example")]
    public async Task Owners_and_prefixes_lead_to_their_targets(string name, string target)
    {
        await using var here = await OpenFolder.At(_data);
        _host.Write(Path.Combine(_host.Home, "domains/sakura.example/.qmail-help-default"), "&suzuki@sakura.example\n");
        await here.Import(_host.Source());

        var alias = Assert.IsType<AddressEntry.ToAlias>(await Resolve(here, name));

        Assert.Equal([target], alias.Alias.Targets);
    }

    private static async Task<AddressEntry> Resolve(OpenFolder here, string name)
    {
        Assert.True(Hikyaku.Formats.Addresses.Address.TryParse($"{name}@sakura.example", out var address));
        return await here.Get<Hikyaku.Mail.Directory.Directory>().Resolve(address, TestContext.Current.CancellationToken);
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
