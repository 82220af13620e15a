using System.Text;

namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>Accounts by what their row says: flags, quotas, names, hashes.</summary>
internal static class KnownPeople
{
    public static void Fill(KnownDomain sakura, KnownDomain matsu, KnownDomain take)
    {
        // The domain has webmail switched off.
        string[] web = ["Web"];
        Quotas(sakura, web);
        sakura.Add(new KnownAccount(sakura, "postmaster") { Off = web, IsAdministrator = true });
        sakura.Add(new KnownAccount(sakura, "chief") { Flags = 0x1000, Off = web, IsAdministrator = true });
        sakura.Add(new KnownAccount(sakura, "Ueno") { Off = web, Gecos = Encoding.UTF8.GetBytes("上野 花子"), ShownName = "上野 花子" });
        sakura.Add(new KnownAccount(sakura, "andre") { Off = web, Gecos = [(byte)'A', (byte)'n', (byte)'d', (byte)'r', 0xe9], ShownName = "André" });
        sakura.Add(new KnownAccount(sakura, "o'brien+x&y") { Off = web, Gecos = "Pat O'Brien"u8.ToArray(), ShownName = "Pat O'Brien" });
        sakura.Add(new KnownAccount(sakura, "fixed") { Flags = 0x1, Off = web, MayChangePassword = false });
        sakura.Add(new KnownAccount(sakura, "locked") { Flags = 0x10, Off = web, State = "NoInbound" });
        sakura.Add(new KnownAccount(sakura, "nopop") { Flags = 0x2, Off = ["Pop3", "Web"] });
        sakura.Add(new KnownAccount(sakura, "noimap") { Flags = 0x8, Off = ["Imap", "Web"] });
        sakura.Add(new KnownAccount(sakura, "nosmtp") { Flags = 0x800, Off = ["Smtp", "Web"] });
        sakura.Add(new KnownAccount(sakura, "norelay") { Flags = 0x20, Off = ["Relay", "Web"] });
        sakura.Add(new KnownAccount(sakura, "spam") { Flags = 0x4000 | 0x8000 | 0x40000 | 0x80, Off = web });

        // The domain's switches bind everyone but the one who overrides them.
        string[] most = ["Pop3", "Relay", "Smtp"];
        matsu.Add(new KnownAccount(matsu, "bound") { Off = most });
        matsu.Add(new KnownAccount(matsu, "noimap") { Flags = 0x8, Off = ["Imap", .. most] });
        matsu.Add(new KnownAccount(matsu, "over") { Flags = 0x2000, Off = [] });
        matsu.Add(new KnownAccount(matsu, "over-no-web") { Flags = 0x2000 | 0x4, Off = ["Web"] });

        take.Add(new KnownAccount(take, "cut") { Hash = "$6$sAlt1234$WfnC29XmKuJ7z0YdVDnFi9CRQ1AP", SignsIn = false });
        take.Add(new KnownAccount(take, "none") { Hash = "", Password = "", SignsIn = false });
        take.Add(new KnownAccount(take, "star") { Hash = "*", SignsIn = false });
        take.Add(new KnownAccount(take, "open") { Hash = "$1$z5EvkNl8$RQ9yJBUTAZREbWHQheD5N.", Password = "", SignsIn = false });
        take.Add(new KnownAccount(take, "nohome"));
    }

    private static void Quotas(KnownDomain sakura, string[] web)
    {
        (string Text, long Bytes, long Messages)[] quotas =
        [
            ("NOQUOTA", 0, 0), ("", 0, 0), ("10485760S,1000C", 10485760, 1000), ("10M", 10485760, 0), ("1024KB", 1048576, 0), ("1mbs,1000C", 1048576, 1000),
            ("5000000", 5000000, 0), ("77C", 0, 77), ("100S,200S", 200, 0), ("30k", 30720, 0),
        ];
        for (var at = 0; at < quotas.Length; at++)
        {
            sakura.Add(new KnownAccount(sakura, $"quota{at}") { Quota = quotas[at].Text, QuotaBytes = quotas[at].Bytes, QuotaMessages = quotas[at].Messages, Off = web });
        }

        // The column cut it: read as it stands it would mean 100000 octets.
        sakura.Add(new KnownAccount(sakura, "quotacut") { Quota = "107374182400S,100000", Off = web });
    }
}
