namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>Maildirs that Dovecot kept.</summary>
internal static class KnownDovecotMail
{
    public static void Fill(KnownDomain domain)
    {
        Third(domain.Add(new KnownAccount(domain, "dovecot") { Off = ["Web"] }));
        First(domain.Add(new KnownAccount(domain, "dovecot1") { Off = ["Web"] }));
        Both(domain.Add(new KnownAccount(domain, "both") { Off = ["Web"] }));
    }

    // The list of version 3: POP3 identifiers and order of their own, keyword letters, subscriptions of version 2.
    private static void Third(KnownAccount account)
    {
        var inbox = account.Folder("", "INBOX");
        var a = inbox.Add("1100000002.M1P1.old,S=20,W=22:2,Sab", 10, 1100000002, "Subject: a\n\na\n", "\\Seen", "$Label1", "todo");
        var b = inbox.Add("1100000001.M2P1.old,S=20,W=22:2,", 20, 1100000001, "Subject: b\n\nb\n");
        var c = inbox.Add("1100000003.M3P1.old,S=20:2,RP", 25, 1100000003, "Subject: c\n\nc\n", "\\Answered", "$Forwarded");
        var d = inbox.Add("1100000004.M4P1.old,S=999:2,c", 30, 1100000004, "Subject: d\n\nsize is wrong\n", "later");
        (inbox.UidValidity, inbox.UidNext) = (1234567890, 31);
        inbox.Write("dovecot-uidlist", "3 V1234567890 N30 G0123456789abcdef0123456789abcdef\n10 :1100000002.M1P1.old,S=20,W=22:2,S\n"
            + "20 PUID9-1 O1 :1100000001.M2P1.old,S=20,W=22\n25 S20 P W22 :1100000003.M3P1.old,S=20:2,\n28 :1100000000.gone.old\n");
        inbox.Write("dovecot-keywords", "0 $Label1\n1 todo\n2 later\n");

        // O first, then by UID.
        account.Pop3(b, "UID9-1");
        account.Pop3(a, "0000000a499602d2");
        account.Pop3(c, "1100000003.M3P1.old,S=20");
        account.Pop3(d, Note.Free);
        var projects = account.Folder(".Projects.2001", "Projects/2001");
        projects.Add("new/1100000010.x.old", 77, 1100000010, "Subject: x\n\nx\n");
        (projects.UidValidity, projects.UidNext) = (42, 78);
        projects.Write("dovecot-uidlist", "3 V42 N78\n77 :1100000010.x.old\n");
        inbox.Write("subscriptions", "V\t2\n\nProjects\t2001\n&MFQwf3ux-\n");
        account.Subscribed("Projects/2001", "ごみ箱");
    }

    // Version 1 is Courier's form; subscriptions of version 1 name INBOX without more ado.
    private static void First(KnownAccount account)
    {
        var inbox = account.Folder("", "INBOX");
        account.Pop3(inbox.Add("1150000001.v1.old:2,S", 4, 1150000001, "Subject: v1\n\nx\n", "\\Seen"), "0000000400000063");
        (inbox.UidValidity, inbox.UidNext) = (99, 9);
        inbox.Write("dovecot-uidlist", "1 99 9\n4 1150000001.v1.old:2,\n");
        inbox.Write("subscriptions", "INBOX\nTrash\n");
        account.Subscribed("INBOX", "Trash");
    }

    // First Courier, later Dovecot: the newer file is the live one.
    private static void Both(KnownAccount account)
    {
        var inbox = account.Folder("", "INBOX");
        inbox.Add("1160000001.b.old:2,S", 50, 1160000001, "Subject: both\n\nx\n", "\\Seen");
        (inbox.UidValidity, inbox.UidNext) = (1160000000, 60);
        inbox.Write("courierimapuiddb", "1 160000000 3\n2 1160000001.b.old\n");
        inbox.Write("dovecot-uidlist", "3 V1160000000 N60\n50 :1160000001.b.old:2,S\n");
        File.SetLastWriteTimeUtc(Path.Combine(inbox.Directory, "courierimapuiddb"), new DateTime(2010, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }
}
