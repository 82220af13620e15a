using Hikyaku.Mail.Migration;
using Hikyaku.Mail.Migration.Mail;
using Hikyaku.Mail.Store;

namespace Hikyaku.InteropTests.Migration;

/// <summary>What users change here between two imports, and what changes at the source, meet.</summary>
public sealed class RepeatedImportTests : IDisposable
{
    private const string User = "tanaka@sakura.example";
    private readonly OldHost _host = new();
    private readonly string _data = System.IO.Directory.CreateTempSubdirectory("hikyaku-again-").FullName;

    private string Inbox => _host.Maildir("tanaka");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_renamed_here_goes_on_under_its_new_name()
    {
        await using var here = await OpenFolder.At(_data);
        var mail = await Import(here);
        await mail.Rename(mail.Find("Projects/2001")!.Id, "Old/Projects", Stop);
        _host.Message(Path.Combine(Inbox, ".Projects.2001"), "new", "1000000021.p.old", "Subject: q\n\nq\n", 1000000021);

        var report = await here.Import(_host.Source(), new ImportOptions { Mirror = true });

        Assert.Null(mail.Find("Projects/2001"));
        Assert.Equal(2, mail.Find("Old/Projects")!.Exists);
        Assert.Equal((1, 0), ((int)report.Accounts[User].Taken, (int)report.Accounts[User].Removed));
        Assert.Contains(report.Items, item => item.Code == "FolderRenamedHere");
    }

    [Fact]
    public async Task A_new_account_is_subscribed_to_what_the_source_names_alone()
    {
        await using var here = await OpenFolder.At(_data);

        var mail = await Import(here);

        Assert.Equal(["gone", "送信済み"], mail.Subscriptions.Where(name => name != "INBOX").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_folder_removed_here_stays_away()
    {
        await using var here = await OpenFolder.At(_data);
        var mail = await Import(here);
        await mail.Delete(mail.Find("Projects/2001")!.Id, Stop);

        var report = await here.Import(_host.Source());

        Assert.Null(mail.Find("Projects/2001"));
        Assert.Contains(report.Items, item => item.Code == "FolderRemovedHere");
    }

    [Fact]
    public async Task A_folder_removed_here_comes_back_with_new_mail_only_and_is_another()
    {
        await using var here = await OpenFolder.At(_data);
        var mail = await Import(here);
        var old = mail.Find("送信済み")!;
        await mail.Delete(old.Id, Stop);
        var sent = Path.Combine(Inbox, ".&kAFP4W4IMH8-");
        _host.Message(sent, "cur", "1000000011.sent.old:2,S", "Subject: again\n\nout\n", 1000000011);

        var report = await here.Import(_host.Source());
        var third = await here.Import(_host.Source());

        var back = mail.Find("送信済み")!;
        Assert.Equal(1, back.Exists);
        Assert.NotEqual(old.UidValidity, back.UidValidity);
        Assert.Contains(report.Items, item => item.Code == "FolderBack");
        Assert.Equal((0, 1), ((int)third.Accounts[User].Taken, mail.Find("送信済み")!.Exists));
    }

    [Fact]
    public async Task A_folder_renamed_at_the_source_is_renamed_here()
    {
        await using var here = await OpenFolder.At(_data);
        var mail = await Import(here);
        var id = mail.Find("送信済み")!.Id;
        System.IO.Directory.Move(Path.Combine(Inbox, ".&kAFP4W4IMH8-"), Path.Combine(Inbox, ".Outbox"));
        _host.Write(Path.Combine(Inbox, "courierimapsubscribed"), "INBOX\nINBOX.Outbox\nINBOX.gone\n");

        var report = await here.Import(_host.Source(), new ImportOptions { Mirror = true });

        Assert.Equal(id, mail.Find("Outbox")!.Id);
        Assert.Null(mail.Find("送信済み"));
        Assert.Equal((0, 0), ((int)report.Accounts[User].Taken, (int)report.Accounts[User].Removed));
        Assert.Contains("Outbox", mail.Subscriptions);
        Assert.DoesNotContain("送信済み", mail.Subscriptions);
    }

    [Fact]
    public async Task A_folder_renamed_on_both_sides_keeps_its_name_here()
    {
        await using var here = await OpenFolder.At(_data);
        var mail = await Import(here);
        await mail.Rename(mail.Find("送信済み")!.Id, "Mine", Stop);
        System.IO.Directory.Move(Path.Combine(Inbox, ".&kAFP4W4IMH8-"), Path.Combine(Inbox, ".Outbox"));

        await here.Import(_host.Source(), new ImportOptions { Mirror = true, MirrorAll = true });
        await here.Import(_host.Source(), new ImportOptions { Mirror = true, MirrorAll = true });

        Assert.Equal(1, mail.Find("Mine")!.Exists);
        Assert.Null(mail.Find("Outbox"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_renamed_folder_moves_when_another_one_has_its_old_name_at_once(bool isListed)
    {
        var (old, kept) = (Path.Combine(Inbox, ".Sent"), Path.Combine(Inbox, ".Sent-2001"));
        _host.Message(old, "cur", "1000000040.s.old:2,S", "Subject: s\n\ns\n", 1000000040);
        _host.Write(Path.Combine(old, "courierimapuiddb"), "1 555555555 9\n8 1000000040.s.old\n");
        await using var here = await OpenFolder.At(_data);
        var mail = await Import(here);
        var id = mail.Find("Sent")!.Id;
        System.IO.Directory.Move(old, kept);
        _host.Message(old, "cur", "1000000041.s.old:2,S", "Subject: t\n\nt\n", 1000000041);
        if (isListed)
        {
            _host.Write(Path.Combine(old, "courierimapuiddb"), "1 666666666 2\n1 1000000041.s.old\n");
        }

        var dry = await here.Import(_host.Source(), new ImportOptions { Mirror = true, MirrorAll = true, DryRun = true });
        var report = await here.Import(_host.Source(), new ImportOptions { Mirror = true, MirrorAll = true });
        var again = await here.Import(_host.Source(), new ImportOptions { Mirror = true, MirrorAll = true });

        Assert.Equal((1, 0), ((int)report.Accounts[User].Taken, (int)report.Accounts[User].Removed));
        Assert.Equal((0, 0), ((int)again.Accounts[User].Taken, (int)again.Accounts[User].Removed));
        Assert.Equal(report.Accounts[User], dry.Accounts[User]);
        var (moved, fresh) = (mail.Find("Sent-2001")!, mail.Find("Sent")!);
        Assert.Equal((id, 555555555u, 1, SpecialUse.None), (moved.Id, moved.UidValidity, moved.Exists, moved.SpecialUse));
        Assert.Equal((1, SpecialUse.Sent, isListed), (fresh.Exists, fresh.SpecialUse, fresh.UidValidity == 666666666));
    }

    [Fact]
    public async Task Folders_that_swapped_their_names_keep_their_mail()
    {
        var (one, two, other) = (Path.Combine(Inbox, ".One"), Path.Combine(Inbox, ".Two"), Path.Combine(Inbox, ".Other"));
        _host.Message(one, "cur", "1000000050.a.old:2,S", "Subject: a\n\na\n", 1000000050);
        _host.Message(two, "cur", "1000000051.b.old:2,S", "Subject: b\n\nb\n", 1000000051);
        _host.Write(Path.Combine(one, "courierimapuiddb"), "1 111 9\n8 1000000050.a.old\n");
        _host.Write(Path.Combine(two, "courierimapuiddb"), "1 222 9\n8 1000000051.b.old\n");
        await using var here = await OpenFolder.At(_data);
        var mail = await Import(here);
        System.IO.Directory.Move(one, other);
        System.IO.Directory.Move(two, one);
        System.IO.Directory.Move(other, two);

        var report = await here.Import(_host.Source(), new ImportOptions { Mirror = true, MirrorAll = true });

        Assert.Equal((0, 0), ((int)report.Accounts[User].Taken, (int)report.Accounts[User].Removed));
        Assert.Equal((1, 1, 111u, 222u), (mail.Find("One")!.Exists, mail.Find("Two")!.Exists, mail.Find("One")!.UidValidity, mail.Find("Two")!.UidValidity));
        Assert.Equal(2, report.Items.Count(item => item.Code == "FolderRenamedThere"));
    }

    [Fact]
    public async Task A_copy_of_a_folder_is_another_folder()
    {
        var (one, copy) = (Path.Combine(Inbox, ".One"), Path.Combine(Inbox, ".Copy"));
        _host.Message(one, "cur", "1000000050.a.old:2,S", "Subject: a\n\na\n", 1000000050);
        _host.Write(Path.Combine(one, "courierimapuiddb"), "1 111 9\n8 1000000050.a.old\n");
        await using var here = await OpenFolder.At(_data);
        var mail = await Import(here);
        _host.Message(copy, "cur", "1000000050.a.old:2,S", "Subject: a\n\na\n", 1000000050);
        _host.Write(Path.Combine(copy, "courierimapuiddb"), "1 111 9\n8 1000000050.a.old\n");

        await here.Import(_host.Source(), new ImportOptions { Mirror = true, MirrorAll = true });

        Assert.Equal((1, 1), (mail.Find("One")!.Exists, mail.Find("Copy")!.Exists));
    }

    [Fact]
    public async Task A_new_folder_does_not_share_the_mailbox_that_has_its_name_now()
    {
        await using var here = await OpenFolder.At(_data);
        var mail = await Import(here);
        await mail.Rename(mail.Find("送信済み")!.Id, "Other", Stop);
        _host.Message(Path.Combine(Inbox, ".Other"), "cur", "1000000030.o.old:2,S", "Subject: o\n\no\n", 1000000030);

        await here.Import(_host.Source(), new ImportOptions { Mirror = true, MirrorAll = true });
        await here.Import(_host.Source(), new ImportOptions { Mirror = true, MirrorAll = true });

        Assert.Equal((1, 1), (mail.Find("Other")!.Exists, mail.Find("Other_2")!.Exists));
    }

    [Theory]
    [InlineData("SR", MessageFlags.Flagged | MessageFlags.Answered | MessageFlags.Seen)]
    [InlineData("", MessageFlags.Flagged)]
    [InlineData("ST", MessageFlags.Flagged | MessageFlags.Deleted | MessageFlags.Seen)]
    public async Task Flags_of_both_sides_are_kept(string there, MessageFlags merged)
    {
        await using var here = await OpenFolder.At(_data);
        var mail = await Import(here);
        var sent = mail.Find("送信済み")!.Id;
        await mail.StoreFlags(sent, [5], new FlagChange(FlagChangeMode.Add, MessageFlags.Flagged, ["mine"]), null, Stop);
        var cur = Path.Combine(Inbox, ".&kAFP4W4IMH8-", "cur");
        File.Move(Path.Combine(cur, "1000000010.sent.old:2,S"), Path.Combine(cur, "1000000010.sent.old:2," + there));

        await here.Import(_host.Source());
        var third = await here.Import(_host.Source());

        (await mail.Index(sent, Stop))!.TryGet(5, out var entry);
        Assert.Equal((merged, "mine"), (entry.Flags, string.Join(' ', entry.Keywords)));
        Assert.Equal(0, third.Accounts[User].Changed);
    }

    [Fact]
    public async Task Keywords_of_both_sides_are_kept()
    {
        await using var here = await OpenFolder.At(_data);
        var mail = await Import(here);
        var inbox = mail.Find("INBOX")!.Id;
        await mail.StoreFlags(inbox, [7], new FlagChange(FlagChangeMode.Add, MessageFlags.None, ["mine"]), null, Stop);
        await mail.StoreFlags(inbox, [7], new FlagChange(FlagChangeMode.Remove, MessageFlags.None, ["$label1"]), null, Stop);
        _host.Write(Path.Combine(Inbox, "courierimapkeywords/.9.1000000001.M1P1V1I1.old,S=30"), "$label1\nurgent\n");

        await here.Import(_host.Source());

        (await mail.Index(inbox, Stop))!.TryGet(7, out var entry);
        Assert.Equal(["mine", "urgent"], entry.Keywords.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Only_subscriptions_that_the_source_changed_change()
    {
        await using var here = await OpenFolder.At(_data);
        var mail = await Import(here);
        await mail.SetSubscribed("送信済み", false, Stop);
        await mail.SetSubscribed("own", true, Stop);
        _host.Write(Path.Combine(Inbox, "courierimapsubscribed"), "INBOX\nINBOX.&kAFP4W4IMH8-\nINBOX.Projects.2001\n");

        await here.Import(_host.Source());

        Assert.Superset(new HashSet<string> { "INBOX", "own", "Projects/2001" }, mail.Subscriptions.ToHashSet());
        Assert.DoesNotContain("送信済み", mail.Subscriptions);
        Assert.DoesNotContain("gone", mail.Subscriptions);
    }

    [Fact]
    public async Task Another_POP3_server_can_be_named_later_and_goes_for_runs_to_come()
    {
        await using var here = await OpenFolder.At(_data);
        var mail = await Import(here);
        var guessed = await Uidls(mail);

        var told = await here.Import(_host.Source(), new ImportOptions { Pop3 = Pop3Source.Qmail });
        _host.Message(Inbox, "cur", "1000000050.late.old:2,S", "Subject: late\n\n", 1000000050);
        var later = await here.Import(_host.Source());
        await here.Get<Mailstore>().Rebuild(mail.Id, Stop);

        Assert.Contains("UID3-777", guessed);
        Assert.Contains(told.Items, item => item is { Code: "UidlsChanged", Subject: User } && item.Arguments[0] == "2");
        Assert.DoesNotContain(later.Items, item => item.Code == "UidlsChanged");
        Assert.Equal(["1000000001.M1P1V1I1.old,S=30", "1000000002.M2P2V1I2.old,S=30", "1000000003.M3P3V1I3.old", "1000000050.late.old"], await Uidls(mail));
    }

    [Fact]
    public async Task No_folder_is_left_behind_without_a_word()
    {
        foreach (var name in (string[])["..a..b", ".b.", ".INBOX", ".inbox", ".line\nbreak", ".&AAA", ".a_b"])
        {
            _host.Message(Path.Combine(Inbox, name), "cur", "1000000040.x.old:2,S", $"Subject: {name.Length}\n\n", 1000000040);
        }

        System.IO.Directory.CreateDirectory(Path.Combine(Inbox, ".OnlyNew"));
        _host.Write(Path.Combine(Inbox, ".OnlyNew", "new", "1000000041.x.old"), "Subject: only\n\n");
        _host.Message(Path.Combine(_data, "outside"), "cur", "1000000042.x.old", "Subject: outside\n\n", 1000000042);
        File.CreateSymbolicLink(Path.Combine(Inbox, ".Outside"), Path.Combine(_data, "outside"));
        File.CreateSymbolicLink(Path.Combine(Inbox, ".Dead"), "/nowhere/at/all");
        File.CreateSymbolicLink(Path.Combine(Inbox, ".Twin"), ".&kAFP4W4IMH8-");
        await using var here = await OpenFolder.At(Path.Combine(_data, "here"));

        var mail = await Import(here);
        var second = await here.Import(_host.Source(), new ImportOptions { Mirror = true, MirrorAll = true });

        var names = mail.Mailboxes.Where(mailbox => mailbox.Exists > 0).Select(mailbox => mailbox.Name).Order(StringComparer.Ordinal);
        Assert.Equal(
            ((string[])["INBOX", "INBOX_2", "OnlyNew", "Projects/2001", "Twin", "a_b", "a_b_2", "b", "inbox_2", "line_break", "送信済み", "\0"]).Order(StringComparer.Ordinal),
            names.Append("\0").Select(name => name.StartsWith('&') ? "\0" : name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal((0, 0, 1), ((int)second.Accounts[User].Taken, (int)second.Accounts[User].Removed, (int)second.Accounts[User].LeftOut));
        Assert.Contains(second.Items, item => item.Code == "FolderLink" && item.Arguments[2] == "1");
        Assert.Contains(second.Items, item => item.Code == "FolderLinkDead");
    }

    public void Dispose()
    {
        _host.Dispose();
        using var remove = System.Diagnostics.Process.Start("/bin/rm", ["-rf", _data]);
        remove.WaitForExit();
    }

    private static async Task<List<string>> Uidls(MailAccount mail) => [.. (await mail.Pop3(Stop)).Messages.Select(message => message.Uidl)];

    private async Task<MailAccount> Import(OpenFolder here)
    {
        await here.Import(_host.Source());
        var account = (await here.Get<Hikyaku.Mail.Directory.Directory>().FindAccount(User, Stop))!;
        return await here.Get<Mailstore>().Open(account.Id, Stop);
    }
}
