using System.Globalization;
using System.Text;

namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>Many messages, each different in every way that a Maildir can tell.</summary>
internal static class KnownManyMail
{
    private const int Messages = 60;
    private static readonly (char Letter, string Flag)[] Letters = [('D', "\\Draft"), ('F', "\\Flagged"), ('P', "$Forwarded"), ('R', "\\Answered"), ('S', "\\Seen"), ('T', "\\Deleted")];
    private static readonly string[] Keywords = ["$MDNSent", "NonJunk", "blue", "work-2"];

    public static void Fill(KnownDomain domain)
    {
        var random = new Dice(20010911);
        var account = domain.Add(new KnownAccount(domain, "many"));
        foreach (var (directory, shown) in ((string, string)[])[("", "INBOX"), (".Archive", "Archive"), (".Archive.2004", "Archive/2004"), (".Archive.2004.Summer", "Archive/2004/Summer"), (".with space", "with space")])
        {
            Fill(account, account.Folder(directory, shown), random, isInbox: directory.Length == 0);
        }
    }

    private static void Fill(KnownAccount account, KnownFolder folder, Dice random, bool isInbox)
    {
        var validity = (uint)random.Next(100_000_000, 800_000_000);
        var uid = 0u;
        var list = new StringBuilder();
        var keywords = new StringBuilder(string.Join('\n', Keywords) + "\n\n");
        var sizes = new StringBuilder("/2 9000 55\n");
        for (var at = 0; at < Messages; at++)
        {
            uid += (uint)random.Next(1, 50);
            var name = string.Create(CultureInfo.InvariantCulture, $"{1050000000 + (at * 1000)}.M{random.Next(1000000)}P{random.Next(30000)}V1I{at}.old,S={random.Next(9000)}");
            var letters = Letters.Where(_ => random.Next(3) == 0).ToArray();
            var named = Keywords.Select((keyword, index) => (keyword, index)).Where(_ => random.Next(4) == 0).ToArray();
            var message = folder.Add(
                $"{name}:2,{string.Concat(letters.Select(letter => letter.Letter))}", uid, random.Next(300_000_000, 1_700_000_000), Text(random, at), [.. letters.Select(letter => letter.Flag), .. named.Select(pair => pair.keyword)]);
            list.Append(CultureInfo.InvariantCulture, $"{uid} {name}\n");
            keywords.Append(CultureInfo.InvariantCulture, $"{name}:{string.Join(' ', named.Select(pair => pair.index))}\n");
            if (isInbox)
            {
                sizes.Append(CultureInfo.InvariantCulture, $"{name}:2, 99 {at + 1}:55\n");
                account.Pop3(message, string.Create(CultureInfo.InvariantCulture, $"UID{at + 1}-55"));
            }
        }

        (folder.UidValidity, folder.UidNext) = (validity, uid + 100);
        folder.Write("courierimapuiddb", string.Create(CultureInfo.InvariantCulture, $"1 {validity} {uid + 100}\n") + list);
        folder.Write("courierimapkeywords/:list", keywords.ToString());
        if (isInbox)
        {
            folder.Write("courierpop3dsizelist", sizes.ToString());
        }
    }

    private static string Text(Dice random, int number)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"Subject: number {number}\nMIME-Version: 1.0\n\n");
        for (var line = random.Next(40); line >= 0; line--)
        {
            // All octets but NUL, CR and LF, and both kinds of line ends.
            text.Append([.. Enumerable.Range(0, random.Next(120)).Select(_ => (char)random.Next(14, 256))]).Append(random.Next(5) == 0 ? "\r\n" : "\n");
        }

        return text.ToString();
    }
}
