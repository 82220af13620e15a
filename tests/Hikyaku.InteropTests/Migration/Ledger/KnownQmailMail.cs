namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>A Maildir that only qmail-pop3d ever served: identifiers are base names, the order is that of the times, UIDs are free.</summary>
internal static class KnownQmailMail
{
    public static void Fill(KnownDomain domain)
    {
        var account = domain.Add(new KnownAccount(domain, "qmail"));
        var inbox = account.Folder("", "INBOX");
        var late = inbox.Add("1200000001.5.old,S=9:2,S", null, 1200000009, "Subject: late\n\n", "\\Seen");
        var early = inbox.Add("new/1200000002.5.old,S=9", null, 1200000000, "Subject: early\n\n");
        var spaces = inbox.Add("1200000003.a b=c.old:2,RF", null, 1200000004, "Subject: spaces\n\n", "\\Answered", "\\Flagged");
        var plain = inbox.Add("1200000004.no-info.old", null, 1200000005, "Subject: no info\n\nno flags\n");
        account.Pop3(early, "1200000002.5.old,S=9");
        account.Pop3(spaces, Note.Free);
        account.Pop3(plain, "1200000004.no-info.old");
        account.Pop3(late, "1200000001.5.old,S=9");

        // No mail: links, folders, what lies in tmp.
        File.CreateSymbolicLink(Path.Combine(inbox.Directory, "cur", "link.old:2,"), "/etc/passwd");
        System.IO.Directory.CreateDirectory(Path.Combine(inbox.Directory, "cur", "folder:2,"));
        inbox.Write("tmp/1200000005.half.old", "half");
    }
}
