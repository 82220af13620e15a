using System.IO.Compression;
using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.Vpopmail;

namespace Hikyaku.InteropTests.Migration;

/// <summary>Sources that cannot be what was meant: nothing may be written.</summary>
public sealed class RefusedSourceTests : IDisposable
{
    private readonly OldHost _host = new();
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hikyaku-refused-").FullName;

    [Fact]
    public async Task Another_file_than_a_dump_changes_nothing()
    {
        await Refuses("NoAccountTable", Dump("+sakura.example-:sakura.example:89:89:/x:-::\n.\n"));
        await Refuses("NoAccountTable", Dump("<?xml version=\"1.0\"?>\n<mysqldump><table_data name=\"vpopmail\"></table_data></mysqldump>\n;"));
    }

    [Fact]
    public async Task A_packed_dump_changes_nothing()
    {
        var file = Path.Combine(_data, "dump.sql.gz");
        await using (var packed = new GZipStream(File.Create(file), CompressionLevel.Fastest))
        {
            await packed.WriteAsync(System.Text.Encoding.Latin1.GetBytes(_host.Sql), TestContext.Current.CancellationToken);
        }

        await Refuses("DumpPacked", file);
    }

    [Fact]
    public async Task A_dump_that_is_cut_off_changes_nothing()
    {
        await Refuses("DumpCut", Dump(_host.Sql[..(_host.Sql.Length / 2)]));
        await Refuses("DumpCut", Dump("-- MariaDB dump 10.19\n" + _host.Sql));
    }

    [Fact]
    public async Task A_dump_without_accounts_changes_nothing() =>
        await Refuses("NoAccounts", Dump(_host.Sql[..(_host.Sql.IndexOf(';', StringComparison.Ordinal) + 1)]));

    [Fact]
    public async Task Domain_directories_that_are_not_there_change_nothing() =>
        await Refuses("NoDomainFolders", _host.Source(new DumpDatabase(_host.DumpFile, new MigrationReport())) with { Map = [] });

    [Fact]
    public async Task A_database_that_does_not_answer_is_named()
    {
        await using var here = await OpenFolder.At(Path.Combine(_data, "mysql"));

        var refusal = await Assert.ThrowsAsync<ImportRefusedException>(
            () => here.Import(_host.Source(here.Get<IVpopmailDatabases>().Open("127.0.0.1|1|vpopmail|secret|vpopmail"))));

        Assert.Contains("127.0.0.1:1", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_is_refused()
    {
        await Refuses("OnlyUnknown", _host.Source() with { Only = ["nosuch.example"] });
        await Refuses("OnlyUnknown", _host.Source() with { Only = ["nobody@sakura.example"] });
        await Refuses("OnlyAliasDomain", _host.Source() with { Only = ["ume.example"] });
    }

    [Fact]
    public async Task One_address_is_taken_alone()
    {
        await using var here = await OpenFolder.At(_data);

        var report = await here.Import(_host.Source() with { Only = ["tanaka@sakura.example"] });

        Assert.Equal(
            ["DomainTaken sakura.example", "AccountTaken tanaka@sakura.example"],
            report.Items.Where(item => item.Outcome == ReportOutcome.Taken).Select(item => $"{item.Code} {item.Subject}"));
        Assert.DoesNotContain(report.Items, item => item.Code is "BackupDomain" or "SmtpRoute" or "DataBytes" or "AssignLineOther" or "FileUnreachable" or "FileUnreadable");
        Assert.All(report.Items, item => Assert.Contains(item.Subject, (string[])["sakura.example", "tanaka@sakura.example"]));
    }

    public void Dispose()
    {
        _host.Dispose();
        System.IO.Directory.Delete(_data, recursive: true);
    }

    private string Dump(string text)
    {
        var file = Path.Combine(_data, "dump.sql");
        File.WriteAllText(file, text, System.Text.Encoding.Latin1);
        return file;
    }

    private Task Refuses(string code, string dump) => Refuses(code, _host.Source(new DumpDatabase(dump, new MigrationReport())));

    private async Task Refuses(string code, ImportSource source)
    {
        await using var here = await OpenFolder.At(Path.Combine(_data, Guid.NewGuid().ToString("n")));
        await here.Import(_host.Source());
        var before = await here.Directory();

        var refusal = await Assert.ThrowsAsync<ImportRefusedException>(() => here.Import(source));

        Assert.Equal(code, refusal.Code);
        Assert.Equal(before, await here.Directory());
    }
}
