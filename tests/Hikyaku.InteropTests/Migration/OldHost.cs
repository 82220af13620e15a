using System.Globalization;
using System.Text;
using Hikyaku.Formats.Vpopmail;
using Hikyaku.Mail.Migration.Files;
using Hikyaku.Mail.Migration.Vpopmail;

namespace Hikyaku.InteropTests.Migration;

/// <summary>Builds a vpopmail host on disk, whose paths are those of another machine, with every kind of thing that an import meets.</summary>
internal sealed class OldHost : IDisposable
{
    public const string Md5 = "$1$sAlt1234$bccA33MzSnInTO7YLQore.";
    public const string Password = "Correct-Horse-9";
    public const string Des = "AxubeEpvd8b2Q";
    public const string Sha512 = "$6$sAlt1234$WfnC29XmKuJ7z0YdVDnFi9CRQ1APWThKD/vHHKXj9eAn0xYsrpCrDT6hqP1jxGOb.ifMzOc0hkoGC7wIH6/eq1";
    public const string Bcrypt = "$2b$05$Yw1z1FzxJppmNEm1Qw1QEecas6NSWo2xXTK8w1v5Hn7KLTAKMSVBK";
    public const string Ssha = "{SSHA}dq1m1LigHbXmmXJubpe9/h7URoQFrytX";
    private const string OldHome = "/home/vpopmail";
    private readonly List<VpopmailUser> _users = [];
    private readonly StringBuilder _sql = new();

    public OldHost(string? at = null)
    {
        Folder = at ?? System.IO.Directory.CreateTempSubdirectory("hikyaku-oldhost-").FullName;
        foreach (var folder in (string[])["vpopmail/domains", "qmail/users", "qmail/control"])
        {
            System.IO.Directory.CreateDirectory(Path.Combine(Folder, folder));
        }

        Domains();
        Users();
        Aliases();
        List();
        Mail();
        WriteAccounts();
    }

    public string Folder { get; }

    public string Home => Path.Combine(Folder, "vpopmail");

    public string DumpFile => Path.Combine(Folder, "dump.sql");

    public string Maildir(string user, string domain = "sakura.example") => Path.Combine(Home, "domains", domain, user, "Maildir");

    public ImportSource Source(IVpopmailDatabase? database = null) => new()
    {
        Home = Home,
        Qmail = Path.Combine(Folder, "qmail"),
        Database = database,
        Map = [(OldHome, Home)],
    };

    /// <summary>The tables as plain SQL, for a server.</summary>
    public string Sql => _sql.ToString();

    public void Message(string folder, string part, string name, string text, long time)
    {
        ByteOutput.MakeFolders(BytePath.FromUtf8(folder) / "cur");
        ByteOutput.MakeFolders(BytePath.FromUtf8(folder) / "new");
        var path = BytePath.FromUtf8(folder) / part / name;
        ByteOutput.Write(path, Encoding.Latin1.GetBytes(text));
        ByteOutput.SetModified(path, DateTimeOffset.FromUnixTimeSeconds(time));
    }

    public void Write(string file, string text)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text, Encoding.Latin1);
    }

    // .NET cannot remove names that are no UTF-8.
    public void Dispose()
    {
        using var remove = System.Diagnostics.Process.Start("/bin/rm", ["-rf", Folder]);
        remove.WaitForExit();
    }

    private void Domains()
    {
        Write(Path.Combine(Folder, "qmail/users/assign"), $"""
            +sakura.example-:sakura.example:89:89:{OldHome}/domains/sakura.example:-::
            +ume.example-:sakura.example:89:89:{OldHome}/domains/sakura.example:-::
            +kiku-old.example-:kiku-old.example:89:89:{OldHome}/domains/0/kiku-old.example:-::
            =local:alias:7790:2108:/var/qmail/alias:-::
            .

            """.Replace("\r", "", StringComparison.Ordinal));
        Write(Path.Combine(Folder, "qmail/control/virtualdomains"), "sakura.example:sakura.example\nume.example:ume.example\nkiku-old.example:kiku-old.example\n");
        Write(Path.Combine(Folder, "qmail/control/rcpthosts"), "sakura.example\nume.example\nkiku-old.example\nbackup.example\n");
        Write(Path.Combine(Folder, "qmail/control/smtproutes"), "partner.example:relay.example:2525\n");
        Write(Path.Combine(Folder, "qmail/control/databytes"), "20000000\n");
        Write(Path.Combine(Home, "domains/sakura.example/.qmail-default"), $"| {OldHome}/bin/vdelivermail '' {OldHome}/domains/sakura.example/tanaka\n");
        Write(Path.Combine(Home, "domains/0/kiku-old.example/.qmail-default"), $"| {OldHome}/bin/vdelivermail '' delete\n");
        Write(Path.Combine(Home, "domains/sakura.example/.qmailadmin-limits"), "maxpopaccounts: 50\nmaxaliases: -1\nquota: 2048\ndisable_webmail\n");
    }

    private void Users()
    {
        Add("tanaka", hash: Md5, quota: "10485760S,1000C", gecos: "Tanaka Ichiro");
        Add("suzuki", hash: Des, flags: (VpopmailFlags)0x1003, quota: "NOQUOTA");
        Add("postmaster", hash: Sha512, quota: "10M");
        Add("locked", flags: VpopmailFlags.BounceMail | VpopmailFlags.NoSmtp, hash: "damaged$hash");
        Add("o'brien", quota: "107374182400S,100000");
        Add("mori", hash: "");
        Add("away", hash: Ssha);
        Add("sato", hash: Bcrypt, domain: "kiku-old.example", folder: "0/kiku-old.example");
        Write(Path.Combine(Home, "domains/sakura.example/suzuki/.qmail"), $"&boss@outside.example\n{OldHome}/domains/sakura.example/suzuki/Maildir/\n");
        Write(Path.Combine(Home, "domains/sakura.example/mori/.qmail"), "# delete\n");
        Write(Path.Combine(Home, "domains/sakura.example/away/.qmail"), $"|/usr/local/bin/autorespond 86400 3 {OldHome}/domains/sakura.example/away/vacation/message {OldHome}/domains/sakura.example/away/vacation\n{OldHome}/domains/sakura.example/away/Maildir/\n");
        Write(Path.Combine(Home, "domains/sakura.example/away/vacation/message"), "From: away@sakura.example\nSubject: Away\n\nBack soon.\n");
    }

    private void Aliases()
    {
        var domain = Path.Combine(Home, "domains/sakura.example");
        Write(Path.Combine(domain, ".qmail-sales:team"), "&tanaka@sakura.example\n&suzuki@sakura.example\n");
        Write(Path.Combine(domain, ".qmail-blackhole"), "#\n");
        Write(Path.Combine(domain, ".qmail-program"), "|/usr/local/bin/something\n");
        Write(Path.Combine(domain, ".qmail-Upper"), "&tanaka@sakura.example\n");
        Write(Path.Combine(domain, ".qmail-box"), $"{OldHome}/domains/sakura.example/suzuki/Maildir/\n");
        Write(Path.Combine(domain, ".qmail-robot"), $"|/usr/local/bin/autorespond 10000 5 {OldHome}/domains/sakura.example/ROBOT/message {OldHome}/domains/sakura.example/ROBOT\n");
        Write(Path.Combine(domain, "ROBOT/message"), "Subject: Robot\n\nHello.\n");
    }

    private void List()
    {
        var list = Path.Combine(Home, "domains/sakura.example/news");
        Write(Path.Combine(list, "editor"), $"|/usr/local/bin/ezmlm/ezmlm-send '{OldHome}/domains/sakura.example/news'\n");
        Write(Path.Combine(list, "manager"), $"|/usr/local/bin/ezmlm/ezmlm-manage '{OldHome}/domains/sakura.example/news'\n");
        Write(Path.Combine(list, "subscribers/a"), "Tuser@example.org\0");
        Write(Path.Combine(list, "subscribers/I"), "Ttanaka@sakura.example\0Tx@y.example\0broken");
        Write(Path.Combine(list, "mod/subscribers/s"), "Tmod@sakura.example\0");
        Write(Path.Combine(list, "prefix"), "[news]\n");
        Write(Path.Combine(list, "owner"), "tanaka@sakura.example\n");
        Write(Path.Combine(list, "modpost"), "");
        Write(Path.Combine(list, "outlocal"), "news\n");
        Write(Path.Combine(list, "outhost"), "sakura.example\n");
        File.CreateSymbolicLink(Path.Combine(Home, "domains/sakura.example/.qmail-news"), $"{OldHome}/domains/sakura.example/news/editor");
        File.CreateSymbolicLink(Path.Combine(Home, "domains/sakura.example/.qmail-news-default"), $"{OldHome}/domains/sakura.example/news/manager");
        File.CreateSymbolicLink(Path.Combine(Home, "domains/sakura.example/.qmail-outside"), "/etc/passwd");
    }

    private void Mail()
    {
        var courier = Maildir("tanaka");
        Message(courier, "cur", "1000000001.M1P1V1I1.old,S=30:2,SR", "Subject: one\n\nfirst\n", 1000000001);
        Message(courier, "cur", "1000000002.M2P2V1I2.old,S=30:2,FSP", "Subject: two\r\n\r\nsecond\r\n", 1000000002);
        Message(courier, "new", "1000000003.M3P3V1I3.old", "Subject: three\n\nthird", 1000000003);
        Write(Path.Combine(courier, "courierimapuiddb"), "1 123456789 12\n7 1000000001.M1P1V1I1.old,S=30\n9 1000000002.M2P2V1I2.old,S=30\n11 1000000000.gone.old\n");
        Write(Path.Combine(courier, "courierpop3dsizelist"), "/2 5 777\n1000000001.M1P1V1I1.old,S=30:2,S 24 3:777\n1000000002.M2P2V1I2.old,S=30:2, 26 0:0\n");
        Write(Path.Combine(courier, "courierimapkeywords/:list"), "$label1\nwork\n\n1000000001.M1P1V1I1.old,S=30:0 1\n1000000002.M2P2V1I2.old,S=30:1\n");
        Write(Path.Combine(courier, "courierimapkeywords/.5.1000000002.M2P2V1I2.old,S=30"), "$label1\n");
        Write(Path.Combine(courier, "courierimapsubscribed"), "INBOX\nINBOX.&kAFP4W4IMH8-\nINBOX.gone\n");
        var sent = Path.Combine(courier, ".&kAFP4W4IMH8-");
        Message(sent, "cur", "1000000010.sent.old:2,S", "Subject: sent\n\nout\n", 1000000010);
        Write(Path.Combine(sent, "courierimapuiddb"), "1 222222222 6\n5 1000000010.sent.old\n");
        Message(Path.Combine(courier, ".Projects.2001"), "cur", "1000000020.p.old:2,T", "Subject: p\n\np\n", 1000000020);

        var dovecot = Maildir("suzuki");
        Message(dovecot, "cur", "1100000002.M1P1.old,S=20,W=22:2,Sab", "Subject: a\n\na\n", 1100000002);
        Message(dovecot, "cur", "1100000001.M2P1.old,S=20,W=22:2,", "Subject: b\n\nb\n", 1100000001);
        Write(Path.Combine(dovecot, "dovecot-uidlist"), "3 V1234567890 N30 G0123456789abcdef0123456789abcdef\n10 :1100000002.M1P1.old,S=20,W=22:2,S\n20 PUID9-1 O1 :1100000001.M2P1.old,S=20,W=22\n");
        Write(Path.Combine(dovecot, "dovecot-keywords"), "0 $Label1\n1 todo\n");
        Write(Path.Combine(dovecot, "subscriptions"), "V\t2\n\nProjects\t2001\n");

        var qmail = Maildir("sato", "0/kiku-old.example");
        Message(qmail, "new", "1200000002.5.old,S=9", "Subject: late\n\n", 1200000000);
        Message(qmail, "cur", "1200000001.5.old,S=9:2,S", "Subject: early\n\n", 1200000009);
        Message(qmail, "cur", "odd\u00e9\u00ffname:2,S", "Subject: odd\n\n", 1200000005);
        Message(qmail, "cur", "empty.old:2,", "", 1200000006);
        File.CreateSymbolicLink(Path.Combine(qmail, "cur", "link.old:2,"), "/etc/passwd");
        Write(Path.Combine(qmail, "cur", ".hidden"), "no message");
        Message(Path.Combine(qmail, "."), "cur", "1200000001.5.old,S=9:2,FS", "Subject: twin with another length\n\n", 1200000007);
        System.IO.Directory.CreateDirectory(Path.Combine(qmail, ".bad..name", "cur"));
    }

    private void Add(
        string name, VpopmailFlags flags = VpopmailFlags.None, string hash = Md5, string quota = "NOQUOTA", string gecos = "", string domain = "sakura.example",
        string? folder = null)
    {
        System.IO.Directory.CreateDirectory(Path.Combine(Home, "domains", folder ?? domain, name));
        _users.Add(new VpopmailUser
        {
            Name = name,
            Domain = domain,
            Flags = flags,
            Hash = hash,
            Quota = quota,
            Gecos = gecos,
            Directory = $"{OldHome}/domains/{folder ?? domain}/{name}",
        });
    }

    private void WriteAccounts()
    {
        _sql.Append("CREATE TABLE vpopmail (pw_name char(64) NOT NULL, pw_domain char(96) NOT NULL, pw_passwd char(128), pw_uid int, pw_gid int, pw_gecos char(64), pw_dir char(160), pw_shell char(20), PRIMARY KEY (pw_name, pw_domain)) DEFAULT CHARSET=latin1;\n");
        foreach (var user in _users)
        {
            _sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO vpopmail VALUES ('{user.Name.Replace("'", "''", StringComparison.Ordinal)}','{user.Domain}','{user.Hash}',1,{(int)user.Flags},'{user.Gecos}','{user.Directory.Replace("'", "''", StringComparison.Ordinal)}','{user.Quota}');\n");
        }

        foreach (var domain in _users.GroupBy(user => user.Domain))
        {
            var folder = domain.Key == "kiku-old.example" ? "0/kiku-old.example" : domain.Key;
            Write(Path.Combine(Home, "domains", folder, "vpasswd"), string.Concat(domain.Select(user => VpasswdLine.Write(user) + "\n")));
        }

        Write(DumpFile, Sql);
    }
}
