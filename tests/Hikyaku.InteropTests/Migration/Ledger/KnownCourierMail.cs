namespace Hikyaku.InteropTests.Migration.Ledger;

/// <summary>Maildirs that Courier's IMAP and POP3 servers kept.</summary>
internal static class KnownCourierMail
{
    public static void Fill(KnownDomain sakura, KnownDomain kiku)
    {
        Old(sakura.Add(new KnownAccount(sakura, "courier") { Off = ["Web"] }));
        New(kiku.Add(new KnownAccount(kiku, "courier5")));
        Sizes(kiku, "sizes1", "/1 9\n", (name, number, _) => $"{name} 24 {number}\n", (number, _) => $"UID{number}");
        Sizes(kiku, "sizes3", "/3 9 777\n", (name, number, validity) => $"{name} 24 {number}:{validity}:1\n", (number, validity) => $"UID{number}-{validity}");
    }

    // Modified UTF-7 names, uiddb, every form of a POP3 identifier, keywords in the list and in files of their own.
    private static void Old(KnownAccount account)
    {
        var inbox = account.Folder("", "INBOX");
        var one = inbox.Add("1000000001.M1P1V1I1.old,S=30:2,SR", 7, 1000000001, "Subject: one\n\nfirst\n", "\\Answered", "\\Seen", "$label1", "work");
        var two = inbox.Add("1000000002.M2P2V1I2.old,S=30:2,FSP", 9, 1000000002, "Subject: two\r\n\r\nsecond\r\n", "\\Flagged", "\\Seen", "$Forwarded", "$label1");
        var three = inbox.Add("new/1000000003.M3P3V1I3.old", 12, 1000000333, "Subject: three\n\nno final newline");
        var four = inbox.Add("999999999.M4P4.old:2,DT", 13, 1000000004, "Subject: four\n\n.dots\n..\n", "\\Deleted", "\\Draft", "todo");
        var five = inbox.Add("1000000005.it's+\"odd\".old:2,", 15, 1000000005, "Subject: five\n\nlone \r stays\n");

        // In no list: they get the next UIDs by the number that begins the name, then octets.
        var six = inbox.Add("1000000007.M1P1.old:2,S", 41, 1000000006, "Subject: six\n\n6\n", "\\Seen");
        var seven = inbox.Add("1000000006.M9P1.old:1,S", 40, 1000000007, "Subject: seven\n\n7\n");

        // Two files with one UID: the first keeps it.
        var eight = inbox.Add("1000000008.twin.old:2,", 42, 1000000008, "Subject: eight\n\n8\n");
        (inbox.UidValidity, inbox.UidNext) = (123456789, 43);
        inbox.Write("courierimapuiddb", "1 123456789 40\n7 1000000001.M1P1V1I1.old,S=30\n9 1000000002.M2P2V1I2.old,S=30\n11 1000000000.gone.old\n12 1000000003.M3P3V1I3.old\n"
            + "13 999999999.M4P4.old\n15 1000000005.it's+\"odd\".old\n15 1000000008.twin.old\n");
        inbox.Write("courierpop3dsizelist", "/2 30 777\n1000000001.M1P1V1I1.old,S=30:2,S 24 3:777\n1000000002.M2P2V1I2.old,S=30:2, 26 4:0\n"
            + "1000000003.M3P3V1I3.old 30 0:0\n999999999.M4P4.old:2,DT 20 29:700\n1000000005.it's+\"odd\".old:2, 20 0:0\n");
        inbox.Write("courierimapkeywords/:list", "$label1\nwork\n\n1000000001.M1P1V1I1.old,S=30:0 1\n1000000002.M2P2V1I2.old,S=30:1\n1000000005.it's+\"odd\".old:1\n");
        inbox.Write("courierimapkeywords/.5.1000000002.M2P2V1I2.old,S=30", "work\n");
        inbox.Write("courierimapkeywords/.6.1000000002.M2P2V1I2.old,S=30", "$label1\n");
        inbox.Write("courierimapkeywords/.7.999999999.M4P4.old", "work\n");
        inbox.Write("courierimapkeywords/999999999.M4P4.old", "todo\n");
        inbox.Write("courierimapkeywords/1000000005.it's+\"odd\".old", "");
        inbox.Write("courierimapkeywords/.tmp.1.old", "junk\n");
        inbox.Write("tmp/1000000009.half.old", "no mail");
        inbox.Write("cur/.hidden", "no mail");

        account.Pop3(four, "UID29-700");
        account.Pop3(one, "UID3-777");
        account.Pop3(two, "UID4");
        account.Pop3(three, "1000000003.M3P3V1I3.old");
        account.Pop3(five, "1000000005.it+27s+2B+22odd+22.old");
        account.Pop3(seven, Note.Free);
        account.Pop3(six, Note.Free);
        account.Pop3(eight, Note.Free);

        var sent = account.Folder(".&kAFP4W4IMH8-", "送信済み");
        sent.Add("1000000010.sent.old:2,S", 5, 1000000010, "Subject: sent\n\nout\n", "\\Seen");
        (sent.UidValidity, sent.UidNext) = (222222222, 6);
        sent.Write("courierimapuiddb", "1 222222222 6\n5 1000000010.sent.old\n");
        var never = account.Folder(".Projects.2001", "Projects/2001");
        never.Add("1000000020.p.old:2,T", null, 1000000020, "Subject: p\n\np\n", "\\Deleted");
        var ampersand = account.Folder(".Q&-A", "Q&A");
        ampersand.Write("cur/.keep", "");
        (ampersand.UidValidity, ampersand.UidNext) = (333, 1);
        ampersand.Write("courierimapuiddb", "1 333 1\n");
        inbox.Write("courierimapsubscribed", "INBOX\nINBOX.&kAFP4W4IMH8-\nINBOX.gone\n");
        account.Subscribed("INBOX", "送信済み", "gone");
    }

    // Courier 5 writes UTF-8.
    private static void New(KnownAccount account)
    {
        var inbox = account.Folder("", "INBOX");
        inbox.Write("cur/.keep", "");
        (inbox.UidValidity, inbox.UidNext) = (500000000, 100);
        inbox.Write("courierimapuiddb", "1 500000000 100\n");
        foreach (var (directory, shown, validity) in ((string, string, uint)[])[(".取引先.山田", "取引先/山田", 7), (".Q&A", "Q&A", 8), (".e\u0301", "e\u0301", 9), (".\u00e9", "\u00e9", 10)])
        {
            var folder = account.Folder(directory, shown);
            folder.Add("1400000000.a.old:2,F", 3, 1400000000, $"Subject: {validity}\n\nx\n", "\\Flagged");
            (folder.UidValidity, folder.UidNext) = (validity, 4);
            folder.Write("courierimapuiddb", $"1 {validity} 4\n3 1400000000.a.old\n");
        }

        File.WriteAllText(Path.Combine(account.Maildir, "courierimapsubscribed"), "INBOX.取引先.山田\nINBOX.Q&A\n");
        account.Subscribed("取引先/山田", "Q&A");
    }

    private static void Sizes(KnownDomain domain, string name, string head, Func<string, int, int, string> line, Func<int, int, string> uidl)
    {
        var account = domain.Add(new KnownAccount(domain, name));
        var inbox = account.Folder("", "INBOX");
        var list = head;
        for (var at = 1; at <= 3; at++)
        {
            var file = $"150000000{at}.s.old,S=20:2,S";
            account.Pop3(inbox.Add(file, null, 1500000000 - at, $"Subject: {at}\n\ns\n", "\\Seen"), uidl(at, 776 + at));
            list += line(file, at, 776 + at);
        }

        inbox.Write("courierpop3dsizelist", list);
    }
}
