using System.Text;
using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Migration.Reports;
using Hikyaku.Mail.Migration.Vpopmail;
using Hikyaku.Storage.MySql;

namespace Hikyaku.InteropTests.Migration;

/// <summary>The forms in which an old host may have its accounts.</summary>
public sealed class SourceKindTests : IDisposable
{
    private const string Columns = "pw_name char(64), pw_passwd char(128), pw_uid int, pw_gid int, pw_gecos char(64), pw_dir char(160), pw_shell char(20), PRIMARY KEY (pw_name)";
    private readonly OldHost _host = new();
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hikyaku-kinds-").FullName;

    private string Domain => Path.Combine(_host.Home, "domains/sakura.example");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_table_per_domain_gives_the_same_as_vpasswd()
    {
        var sql = Table("sakura_example", Users("sakura.example", Domain)) + Table("kiku_old_example", Users("kiku-old.example", Path.Combine(_host.Home, "domains/0/kiku-old.example")))
            + Table("gone_example", Users("sakura.example", Domain)) + Table("users", [new VpopmailUser { Name = "root", Domain = "", Directory = "/home/vpopmail/users/root" }]);

        var (here, report) = await Import(Dump(sql), "tables");
        await using var fromTables = here;
        var (files, _) = await Import(null, "files");
        await using var fromFiles = files;

        Assert.Equal(await fromFiles.Directory(), await fromTables.Directory());
        Assert.Contains(report.Items, item => item is { Code: "UserWithoutDomain" });
    }

    [Fact]
    public async Task Two_domains_that_share_a_table_get_the_accounts_whose_homes_are_theirs()
    {
        _host.Write(Path.Combine(_host.Folder, "qmail/users/assign"), """
            +a-b.example-:a-b.example:89:89:/home/vpopmail/domains/a-b.example:-::
            +a.b.example-:a.b.example:89:89:/home/vpopmail/domains/a.b.example:-::
            .

            """);
        foreach (var domain in (string[])["a-b.example", "a.b.example"])
        {
            System.IO.Directory.CreateDirectory(Path.Combine(_host.Home, "domains", domain, "user"));
        }

        var users = ((string[])["a-b.example", "a.b.example"]).Select(domain => new VpopmailUser
        {
            Name = domain == "a-b.example" ? "one" : "two",
            Domain = domain,
            Hash = OldHost.Md5,
            Directory = $"/home/vpopmail/domains/{domain}/user",
        });

        var (here, report) = await Import(Dump(Table("a_b_example", users)), "shared");
        await using var open = here;

        var directory = await open.Directory();
        Assert.Contains("one@a-b.example", directory, StringComparison.Ordinal);
        Assert.Contains("two@a.b.example", directory, StringComparison.Ordinal);
        Assert.Contains(report.Items, item => item.Code == "TableShared");
    }

    [Fact]
    public async Task Valias_rows_and_limits_of_a_dump_are_taken()
    {
        var sql = _host.Sql + """
            CREATE TABLE `valias` (`alias` char(32) NOT NULL, `domain` char(96) NOT NULL, `valias_line` text NOT NULL, KEY `alias` (`alias`,`domain`));
            INSERT INTO `valias` (`alias`, `domain`, `valias_line`) VALUES ('Info','sakura.example','&tanaka@sakura.example'),('info','SAKURA.example','boss@outside.example'),
              ('blackhole','sakura.example','&tanaka@sakura.example'),('drop','sakura.example','#'),('mori','sakura.example','&suzuki@sakura.example'),
              ('tool','sakura.example','| /usr/bin/tool'),('x','other.example','&y@z.example');
            CREATE TABLE `limits` (`domain` char(64) NOT NULL PRIMARY KEY, `maxpopaccounts` int, `diskquota` bigint, `defaultquota` bigint, `disable_imap` tinyint, `disable_dialup` tinyint);
            INSERT INTO `limits` VALUES ('sakura.example',77,10,1048576,1,0);

            """;

        var (here, report) = await Import(Dump(sql), "valias");
        await using var open = here;

        var directory = await open.Directory();
        Assert.Contains("alias info@sakura.example -> tanaka@sakura.example,boss@outside.example", directory, StringComparison.Ordinal);
        Assert.Contains("alias blackhole@sakura.example -> \n", directory + "\n", StringComparison.Ordinal);
        Assert.Contains("alias drop@sakura.example -> \n", directory + "\n", StringComparison.Ordinal);
        Assert.Contains("alias mori@sakura.example -> suzuki@sakura.example", directory, StringComparison.Ordinal);
        Assert.Contains("reply tool@sakura.example", directory, StringComparison.Ordinal);
        var codes = report.Items.Select(item => $"{item.Code} {item.Subject}").ToList();
        Assert.Contains("ValiasHidden blackhole@sakura.example", codes);
        Assert.Contains("AliasHidesAccount mori@sakura.example", codes);
        Assert.Contains("ValiasOfUnknownDomain other.example", codes);
        var domain = (await open.Get<Hikyaku.Mail.Directory.Directory>().FindDomain("sakura.example", Stop))!;
        Assert.Equal((77, 10L << 20, 1L << 20, Services.Imap), (domain.Limits.Accounts, domain.Limits.QuotaBytes, domain.Limits.DefaultQuotaBytes, domain.DisabledServices));
    }

    [Fact]
    public async Task Last_sign_ins_of_a_dump_are_told()
    {
        var sql = _host.Sql + """
            CREATE TABLE lastauth (`user` char(64) NOT NULL, domain char(96) NOT NULL, remote_ip char(18) NOT NULL, timestamp bigint NOT NULL DEFAULT 0, PRIMARY KEY (user, domain));
            INSERT INTO lastauth VALUES ('TANAKA','sakura.example','192.0.2.9',1715000000),('suzuki','sakura.example','',0),('x','other.example','192.0.2.1',5);

            """;

        var (here, report) = await Import(Dump(sql), "lastauth");
        await using var open = here;

        string Words(string user) => report.Items.Single(item => item is { Code: "AccountTaken" } && item.Subject == user).Text(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains("2024-05-06 12:53Z from 192.0.2.9", Words("tanaka@sakura.example"), StringComparison.Ordinal);
        Assert.DoesNotContain("last sign-in", Words("suzuki@sakura.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_real_cdb_gives_the_same_as_the_text_that_it_was_made_of()
    {
        var (files, _) = await Import(null, "text");
        await using var fromText = files;
        ToCdb(whole: true);
        UsersToCdb();

        var (here, report) = await Import(null, "cdb");
        await using var fromCdb = here;

        Assert.Equal(await fromText.Directory(), await fromCdb.Directory());
        Assert.DoesNotContain(report.Items, item => item.Code == "CdbDamaged");
    }

    [Fact]
    public async Task A_damaged_cdb_gives_what_it_has_and_is_told()
    {
        ToCdb(whole: false);

        var (here, report) = await Import(null, "damaged");
        await using var open = here;

        Assert.Contains("tanaka@sakura.example", await open.Directory(), StringComparison.Ordinal);
        Assert.Contains(report.Items, item => item is { Code: "CdbDamaged", Subject: "sakura.example", Outcome: ReportOutcome.Warning });
    }

    [Fact]
    public async Task The_text_is_the_master_copy()
    {
        await File.WriteAllBytesAsync(Path.Combine(Domain, "vpasswd.cdb"), CdbFile.Write([("stranger", $"{OldHost.Md5}:1:0:S:/home/vpopmail/domains/sakura.example/stranger:NOQUOTA")]), Stop);

        var (here, _) = await Import(null, "both");
        await using var open = here;

        Assert.DoesNotContain("stranger", await open.Directory(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf8mb4", "UTF-8", "André 山田")]
    [InlineData("latin1", "ISO-8859-1", "André")]
    [InlineData("latin1", "UTF-8", "山田 花子")]
    public async Task Names_are_read_in_the_character_set_of_the_dump(string names, string octets, string name)
    {
        var file = Path.Combine(_data, "names.sql");
        var sql = $"/*!40101 SET NAMES {names} */;\n" + _host.Sql.Replace("Tanaka Ichiro", name, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(file, Encoding.GetEncoding(octets).GetBytes(sql), Stop);

        var (here, _) = await Import(new DumpDatabase(file, new MigrationReport()), "names");
        await using var open = here;

        Assert.Equal(name, (await open.Get<Hikyaku.Mail.Directory.Directory>().FindAccount("tanaka@sakura.example", Stop))!.Name);
    }

    [Theory]
    [InlineData("0x54616E616B6120496368696F")]
    [InlineData("X'54616E616B6120496368696F'")]
    [InlineData("_binary 'Tanaka Ichio'")]
    [InlineData("_latin1 0x54616e616b6120496368696f")]
    public async Task Literals_of_every_form_are_read(string literal)
    {
        var (here, _) = await Import(Dump(_host.Sql.Replace("'Tanaka Ichiro'", literal, StringComparison.Ordinal)), "literals");
        await using var open = here;

        Assert.Equal("Tanaka Ichio", (await open.Get<Hikyaku.Mail.Directory.Directory>().FindAccount("tanaka@sakura.example", Stop))!.Name);
    }

    [Fact]
    public async Task Localhost_without_a_port_means_the_socket_that_is_there()
    {
        await using var server = await MariaDb.Start(_host.Sql);
        var databases = new MySqlConnections(["/nonexistent/mysqld.sock", server.Socket]);

        var (here, _) = await Import(databases.Open($"# the old file\nlocalhost|0|{Environment.UserName}||vpopmail\n"), "socket");
        await using var open = here;

        Assert.Contains("tanaka@sakura.example", await open.Directory(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "1000000001.M1P1V1I1.old,S=30 26\n1000000002.M2P2V1I2.old,S=30:2,FSP 26\n", "1000000001.M1P1V1I1.old,S=30", "1000000002.M2P2V1I2.old,S=30")]
    [InlineData("/1 9\n", "1000000002.M2P2V1I2.old,S=30:2, 26 4\n1000000001.M1P1V1I1.old,S=30 26 7\n", "UID7", "UID4")]
    public async Task Old_size_lists_give_the_identifiers_that_clients_know(string header, string entries, string first, string second)
    {
        _host.Write(Path.Combine(_host.Maildir("tanaka"), "courierpop3dsizelist"), header + entries);

        var (here, _) = await Import(null, "sizes");
        await using var open = here;

        var mail = await open.Mail("tanaka@sakura.example");
        Assert.Contains($"{first}> Subject: one", mail, StringComparison.Ordinal);
        Assert.Contains($"{second}> Subject: two", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_options_of_an_old_list_are_those_of_its_config()
    {
        var list = Path.Combine(Domain, "news");
        File.Delete(Path.Combine(list, "owner"));
        File.Delete(Path.Combine(list, "modpost"));
        _host.Write(Path.Combine(list, "config"), "F:-aBcDeFghIjKlMnOPqrStUvWxYz\nX:\nD:/home/vpopmail/domains/sakura.example/news\nT:/x/.qmail-news\nL:news\nH:sakura.example\nC:\n5:boss@sakura.example\n7:/home/vpopmail/domains/sakura.example/people\n");
        _host.Write(Path.Combine(list, "modpost"), "/home/vpopmail/domains/sakura.example/people\n");
        _host.Write(Path.Combine(Domain, "people/subscribers/a"), "Tpeople@sakura.example\0");

        var (here, _) = await Import(null, "list");
        await using var open = here;

        var line = (await open.Directory()).Split('\n').Single(text => text.Contains("list news@", StringComparison.Ordinal));
        Assert.Contains("owner=boss@sakura.example", line, StringComparison.Ordinal);
        Assert.Contains("\"archived\":true", line, StringComparison.Ordinal);
        Assert.Contains("\"modpost\":true", line, StringComparison.Ordinal);
        Assert.Contains("\"remote\":true", line, StringComparison.Ordinal);
        Assert.Contains("\"trailer\":true", line, StringComparison.Ordinal);
        Assert.DoesNotContain("\"digested\"", line, StringComparison.Ordinal);
        Assert.DoesNotContain("\"public\"", line, StringComparison.Ordinal);
        Assert.Contains("Moderator:people@sakura.example", line, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _host.Dispose();
        System.IO.Directory.Delete(_data, recursive: true);
    }

    private async Task<(OpenFolder Here, MigrationReport Report)> Import(IVpopmailDatabase? database, string folder)
    {
        var here = await OpenFolder.At(Path.Combine(_data, folder));
        return (here, await here.Import(_host.Source(database)));
    }

    private DumpDatabase Dump(string sql)
    {
        var file = Path.Combine(_data, "dump.sql");
        File.WriteAllText(file, sql, Encoding.Latin1);
        return new DumpDatabase(file, new MigrationReport());
    }

    private static IEnumerable<VpopmailUser> Users(string domain, string folder) =>
        File.ReadLines(Path.Combine(folder, "vpasswd")).Select(line => VpasswdLine.Parse(line, domain)!);

    private static string Table(string name, IEnumerable<VpopmailUser> users) => $"CREATE TABLE `{name}` ({Columns});\n" + string.Concat(users.Select(user =>
        $"INSERT INTO `{name}` VALUES ('{Quoted(user.Name)}','{Quoted(user.Hash)}',1,{(int)user.Flags},'{Quoted(user.Gecos)}','{Quoted(user.Directory)}','{user.Quota}');\n"));

    private static string Quoted(string text) => text.Replace("'", "\\'", StringComparison.Ordinal);

    private void ToCdb(bool whole)
    {
        foreach (var folder in (string[])[Domain, Path.Combine(_host.Home, "domains/0/kiku-old.example")])
        {
            var text = Path.Combine(folder, "vpasswd");
            var octets = CdbFile.Write(File.ReadLines(text).Select(line => (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..])));
            File.WriteAllBytes(text + ".cdb", whole || folder != Domain ? octets : octets[..(2048 + 400)]);
            File.Delete(text);
        }
    }

    private void UsersToCdb()
    {
        var assign = Path.Combine(_host.Folder, "qmail/users/assign");
        var records = File.ReadLines(assign).Where(line => line.StartsWith('+')).Select(line => line.Split(':')).Select(field =>
            ("!" + field[0][1..], string.Join('\0', field[1..]) + "\0"));
        File.WriteAllBytes(Path.Combine(_host.Folder, "qmail/users/cdb"), CdbFile.Write(records.Append(("", "-"))));
        File.Delete(assign);
    }
}
