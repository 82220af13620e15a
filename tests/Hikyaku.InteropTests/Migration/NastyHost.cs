using Hikyaku.Formats.Vpopmail;

namespace Hikyaku.InteropTests.Migration;

/// <summary>Adds to an old host what a directory refuses and what a tree should not have.</summary>
internal static class NastyHost
{
    private const string Domain = "sakura.example";

    public static void Spoil(OldHost host)
    {
        Aliases(host);
        Accounts(host);
        Mail(host);
        host.Write(Path.Combine(host.Home, "domains/0/kiku-old.example/.qmail-default"), "| /home/vpopmail/bin/vdelivermail '' $EXT@kiku-old.example\n");
        host.Write(Path.Combine(host.Folder, "qmail/users/assign"), File.ReadAllText(Path.Combine(host.Folder, "qmail/users/assign")).Replace(
            "=local", "+taken.example-:sakura.example:89:89:/home/vpopmail/domains/sakura.example:-::\n+bad_name-:bad_name:89:89:/home/vpopmail/domains/bad_name:-::\n=local",
            StringComparison.Ordinal));
        var list = Path.Combine(host.Home, "domains", Domain, "huge");
        host.Write(Path.Combine(list, "editor"), "|/usr/local/bin/ezmlm/ezmlm-send '/home/vpopmail/domains/sakura.example/huge'\n");
        for (var at = 0; at < 12; at++)
        {
            host.Write(Path.Combine(list, $"text/t{at}"), new string('x', 100_000));
        }

        File.CreateSymbolicLink(Path.Combine(host.Home, "domains", Domain, ".qmail-huge"), "/home/vpopmail/domains/sakura.example/huge/editor");
    }

    /// <summary>Changes at the source between two imports.</summary>
    public static void Change(OldHost host)
    {
        Alias(host, "ringa", "&ringb@sakura.example\n");
        Alias(host, "good", "&good2@sakura.example\n");
        Alias(host, "good2", "&good@sakura.example\n");
        Alias(host, "selfloop", "&tanaka@sakura.example\n");
        File.Delete(Path.Combine(host.Home, "domains", Domain, ".qmail-program"));
        host.Write(Path.Combine(host.Home, "domains", Domain, "tanaka/.qmail"), "&suzuki@sakura.example\n&boss@outside.example\n");
        host.Write(Path.Combine(host.Home, "domains", Domain, "suzuki/.qmail"), "&tanaka@sakura.example\n");
        host.Write(Path.Combine(host.Maildir("tanaka"), "courierimapuiddb"), "1 999999999 50\n7 1000000001.M1P1V1I1.old,S=30\n");
    }

    public static void Alias(OldHost host, string name, string lines) => host.Write(Path.Combine(host.Home, "domains", Domain, ".qmail-" + name), lines);

    private static void Aliases(OldHost host)
    {
        Alias(host, "ringa", "&ringb@sakura.example\n&outside@partner.example\n");
        Alias(host, "ringb", "&ringc@sakura.example\n");
        Alias(host, "ringc", "&ringa@sakura.example\n");
        Alias(host, "selfloop", "&selfloop@sakura.example\n");
        Alias(host, "othername", "&othername@ume.example\n");
        Alias(host, "many", string.Concat(Enumerable.Range(0, 1001).Select(at => $"&user{at}@partner.example\n")));
        Alias(host, "good", "&tanaka@sakura.example\n&nobody@sakura.example\n");
        Alias(host, "per%cent", "&tanaka@sakura.example\n");
        Alias(host, "quo\"te", "&tanaka@sakura.example\n");
        Alias(host, "nodomain", "tanaka\n");
        Alias(host, "empty", "");
        Alias(host, "default", $"| /home/vpopmail/bin/vdelivermail '' /home/vpopmail/domains/sakura.example/nobody\n");
        File.CreateSymbolicLink(Path.Combine(host.Home, "domains", Domain, ".qmail-gone"), "/home/vpopmail/domains/sakura.example/nolist/editor");
    }

    private static void Accounts(OldHost host)
    {
        var file = Path.Combine(host.Home, "domains", Domain, "vpasswd");
        foreach (var (name, quota) in ((string, string)[])[("fwd1", "NOQUOTA"), ("fwd2", "NOQUOTA"), ("full", "104S"), ("ringb", "NOQUOTA"), ("per%cent", ""), ("two words", "")])
        {
            File.AppendAllLines(file, [VpasswdLine.Write(new VpopmailUser
            {
                Name = name, Domain = Domain, Hash = OldHost.Md5, Quota = quota, Directory = $"/home/vpopmail/domains/{Domain}/{name}",
            })]);
        }

        host.Write(Path.Combine(host.Home, "domains", Domain, "fwd1/.qmail"), "&fwd2@sakura.example\n");
        host.Write(Path.Combine(host.Home, "domains", Domain, "fwd2/.qmail"), "&fwd1@sakura.example\n/home/vpopmail/domains/sakura.example/fwd2/Maildir/\n");
        File.AppendAllText(file, "a line that is none\nTANAKA:x:1:0:twice:/home/vpopmail/domains/sakura.example/tanaka:NOQUOTA\n");
    }

    // 100 octets as files, 104 here.
    private static void Mail(OldHost host)
    {
        host.Message(host.Maildir("full"), "cur", "1400000000.full.old:2,S", "Subject: a\n\n" + new string('x', 86) + "\n\n", 1400000000);
        var inbox = host.Maildir("tanaka");
        host.Message(inbox, "cur", "1000000001.M1P1V1I1.old,S=30:2,S", "Subject: another of the name\n\n", 1000000001);
        host.Message(inbox, "new", "1000000002.M2P2V1I2.old,S=30", "Subject: two\r\n\r\nsecond\r\n", 1000000002);
        System.IO.Directory.CreateDirectory(Path.Combine(inbox, "cur", "1000000008.folder:2,S"));
        System.IO.Directory.CreateDirectory(Path.Combine(inbox, ".a" + new string('.', 3) + "b", "cur"));
        File.AppendAllText(Path.Combine(inbox, "courierimapuiddb"), "x y\n7 1000000003.M3P3V1I3.old\n");
        host.Write(Path.Combine(inbox, ".Bad", "courierimapuiddb"), "1 5 4294967295\n");
        host.Message(Path.Combine(inbox, ".Bad"), "cur", "1000000009.bad.old:2,Sa", "Subject: bad\n\n", 1000000009);
    }
}
