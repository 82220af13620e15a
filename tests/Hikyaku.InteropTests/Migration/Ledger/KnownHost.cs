using System.Text;

namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>
/// A vpopmail host, and beside everything that is written to it what the new server shall show for it. What is expected comes from the old programs' formats
/// alone; nothing of the importer is asked.
/// </summary>
internal sealed class KnownHost : IDisposable
{
    public const string OldHome = "/home/vpopmail";
    private readonly List<KnownDomain> _domains = [];

    public KnownHost(HostKind kind)
    {
        Kind = kind;
        System.IO.Directory.CreateDirectory(Path.Combine(Root, "vpopmail/domains"));
        System.IO.Directory.CreateDirectory(Path.Combine(Root, "qmail/users"));
        System.IO.Directory.CreateDirectory(Path.Combine(Root, "qmail/control"));
        var sakura = Add(new KnownDomain(this, "sakura.example", "sakura.example")
        {
            AliasDomains = ["hana.example", "ume.example"],
            CatchAll = "courier@sakura.example",
            OldLimits = (
                "maxpopaccounts,maxaliases,maxforwards,maxautoresponders,maxmailinglists,diskquota,maxmsgcount,defaultquota,defaultmaxmsgcount,disable_webmail,disable_passwordchanging",
                "500,-1,60,50,40,2048,900000,52428800,5000,1,0",
                "# limits\nmaxpopaccounts: 500\nmaxaliases -1\nmaxforwards\t60\nmaxautoresponders: 50\nmaxmailinglists: 40\nquota: 2048\nmaxmsgcount: 900000\ndefault_quota: 52428800\ndefault_maxmsgcount: 5000\ndisable_webmail\n"),
            Limits = "accounts=500 aliases= forwards=60 replies=50 lists=40 bytes=2147483648 messages=900000 default=52428800/5000",
        });
        var kiku = Add(new KnownDomain(this, "kiku-old.example", "0/kiku-old.example") { CatchAll = "Discard" });
        var matsu = Add(new KnownDomain(this, "matsu.example", "A/b/matsu.example")
        {
            CatchAll = "boss@outside.example",
            OldLimits = ("maxpopaccounts,disable_pop,disable_smtp,disable_relay", "20,1,1,1", "maxpopaccounts: 20\ndisable_pop\ndisable_smtp\ndisable_external_relay\n"),
            Limits = "accounts=20",
        });
        var fuji = Add(new KnownDomain(this, "fuji.example", "fuji.example") { CatchAll = "*@other.example" });
        var take = Add(new KnownDomain(this, "take.example", "take.example"));
        KnownPeople.Fill(sakura, matsu, take);
        KnownAddresses.Fill(sakura, kiku, matsu, fuji, take);
        KnownCourierMail.Fill(sakura, kiku);
        KnownDovecotMail.Fill(sakura);
        KnownQmailMail.Fill(kiku);
        KnownManyMail.Fill(kiku);
        KnownPasswords.Fill(fuji);
        WriteQmail();
        WriteAccounts();
    }

    public HostKind Kind { get; }

    public string Root { get; } = System.IO.Directory.CreateTempSubdirectory("hikyaku-known-").FullName;

    public string Home => Path.Combine(Root, "vpopmail");

    public string Qmail => Path.Combine(Root, "qmail");

    /// <summary>Rows of table valias: name, domain, line.</summary>
    public List<(string Alias, string Domain, string Line)> Valias { get; } = [];

    public IReadOnlyList<KnownDomain> Domains => _domains;

    public IEnumerable<KnownAccount> Accounts => _domains.SelectMany(domain => domain.Accounts);

    /// <summary>The old database as statements.</summary>
    public string Sql => KnownTables.Write(this);

    /// <summary>Everything that the new server shall show.</summary>
    public IEnumerable<string> Notes() => _domains.SelectMany(domain => domain.Notes());

    public void Dispose()
    {
        // .NET cannot remove names that are no UTF-8.
        using var remove = System.Diagnostics.Process.Start("/bin/rm", ["-rf", Root]);
        remove.WaitForExit();
    }

    private KnownDomain Add(KnownDomain domain)
    {
        _domains.Add(domain);
        System.IO.Directory.CreateDirectory(domain.Folder);
        return domain;
    }

    private void WriteQmail()
    {
        var assign = new StringBuilder();
        foreach (var domain in _domains)
        {
            foreach (var name in domain.AliasDomains.Prepend(domain.Name))
            {
                assign.Append(System.Globalization.CultureInfo.InvariantCulture, $"+{name}-:{domain.Name}:89:89:{domain.OldFolder}:-::\n");
            }
        }

        File.WriteAllText(Path.Combine(Qmail, "users/assign"), assign.Append(".\n").ToString());
    }

    private void WriteAccounts()
    {
        foreach (var domain in _domains)
        {
            if (domain.OldLimits is { } limits && !Kind.HasValias)
            {
                domain.Write(".qmailadmin-limits", limits.File);
            }

            if (!Kind.IsSql)
            {
                domain.Write("vpasswd", string.Concat(domain.Accounts.OrderBy(account => account.Name, StringComparer.Ordinal).Select(account =>
                    $"{account.Name}:{account.Hash}:1:{account.Flags}:{Encoding.Latin1.GetString(account.Gecos)}:{account.OldHome}:{account.Quota}\n")));
            }
        }
    }
}
