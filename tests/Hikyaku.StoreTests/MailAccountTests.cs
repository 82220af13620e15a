using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.StoreTests;

public sealed class MailAccountTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_account_has_inbox_and_subscribed_special_use_mailboxes()
    {
        await using var test = await TestStore.Open();

        var account = await test.Account(1, Token);

        Assert.Equal(["Archive", "Drafts", "INBOX", "Junk", "Sent", "Trash"], account.Mailboxes.Select(m => m.Name));
        Assert.All(account.Mailboxes, m => Assert.True(m.Subscribed));
        Assert.Equal(SpecialUse.Junk, account.Find("Junk")!.SpecialUse);
        Assert.Equal(6, account.Mailboxes.Select(m => m.UidValidity).Distinct().Count());
    }

    [Fact]
    public async Task A_delivery_is_read_back_octet_by_octet_after_a_restart()
    {
        await using var test = await TestStore.Open();
        Assert.Equal(1u, await test.Deliver(7, "one"));
        await test.Lifetime.Stop();

        await using var second = await TestStore.Open(test.Path);
        var account = await second.Account(7, Token);
        var inbox = account.Find("INBOX")!;

        Assert.Equal(1, inbox.Exists);
        Assert.Equal(1, inbox.Unseen);
        Assert.Contains("Subject: one\r\n", await TestStore.Text(account, inbox.Id, 1), StringComparison.Ordinal);
        var details = Assert.Single(await account.Details(inbox.Id, [1], DetailFields.All, Token));
        Assert.Contains("one", System.Text.Encoding.ASCII.GetString(details.Envelope!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_recipients_share_one_file()
    {
        await using var test = await TestStore.Open();
        await using var content = TestStore.Message("both");

        await test.Store.Deliver(
            content, [.. new long[] { 2, 1 }.Select(id => new MailboxDelivery(TestStore.Account(id), "INBOX", MessageFlags.None, []))], [], Token);

        var paths = new List<string>();
        foreach (var id in new long[] { 1, 2 })
        {
            var inbox = (await test.Account(id, Token)).Find("INBOX")!;
            paths.Add(test.Files.PathOf(MessageLocation.InMailbox(new AccountId(id), inbox.Id, 1)));
        }

        // A hard link shows a change under its other name.
        await File.AppendAllTextAsync(paths[0], "more", Token);
        Assert.EndsWith("more", await File.ReadAllTextAsync(paths[1], Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_over_quota_is_refused_alone()
    {
        await using var test = await TestStore.Open();
        await using var content = TestStore.Message("large", 5000);

        var outcomes = await test.Store.Deliver(
            content,
            [
                new MailboxDelivery(TestStore.Account(1, quotaBytes: 1000), "INBOX", MessageFlags.None, []),
                new MailboxDelivery(TestStore.Account(2), "INBOX", MessageFlags.None, []),
            ],
            [],
            Token);

        Assert.IsType<DeliveryOutcome.OverQuota>(outcomes[0]);
        Assert.IsType<DeliveryOutcome.Stored>(outcomes[1]);
        Assert.Equal(0, (await test.Account(1, Token)).Usage.Messages);
    }

    [Fact]
    public async Task Flags_change_with_unchangedsince_and_the_index_tells_what_changed()
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "a");
        await test.Deliver(1, "b");
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!;
        var index = (await account.Index(inbox.Id, Token))!;
        var before = index.HighestModSeq;

        var first = await account.StoreFlags(inbox.Id, [1], new FlagChange(FlagChangeMode.Add, MessageFlags.Seen, ["$Work"]), null, Token);
        var second = await account.StoreFlags(inbox.Id, [1, 2], new FlagChange(FlagChangeMode.Add, MessageFlags.Flagged, []), before, Token);

        Assert.Equal(["$Work"], Assert.IsType<StoreResult.Done>(first).Changed[0].Keywords);
        Assert.Equal([1u], Assert.IsType<StoreResult.Done>(second).Modified);
        Assert.Equal([1u, 2u], index.ChangesSince(before).Changed.Select(e => e.Uid));
        Assert.Equal(1, account.Find("INBOX")!.Unseen);
    }

    [Fact]
    public async Task A_move_is_one_unit_and_leaves_tombstones()
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "a");
        await test.Deliver(1, "b");
        var account = await test.Account(1, Token);
        var (inbox, trash) = (account.Find("INBOX")!, account.Find("Trash")!);
        var before = account.HighestModSeq;

        var result = await account.Move(inbox.Id, [1, 9], trash.Id, Token);

        Assert.Equal([new UidPair(1, 1)], Assert.IsType<CopyResult.Done>(result).Pairs);
        Assert.Equal(before + 1, account.HighestModSeq);
        Assert.Equal([1u], (await account.Index(inbox.Id, Token))!.ChangesSince(before).Vanished);
        Assert.Contains("Subject: a", await TestStore.Text(account, trash.Id, 1), StringComparison.Ordinal);
        Assert.Equal(2, account.Usage.Messages);
    }

    [Fact]
    public async Task Expunge_takes_only_deleted_messages_and_no_uid_comes_again()
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "a");
        await test.Deliver(1, "b");
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!.Id;
        await account.StoreFlags(inbox, [2], new FlagChange(FlagChangeMode.Add, MessageFlags.Deleted, []), null, Token);

        var expunged = await account.Expunge(inbox, null, Token);

        Assert.Equal([2u], expunged);
        Assert.Equal(3u, await test.Deliver(1, "c"));
        Assert.Equal(0, account.Find("INBOX")!.Deleted);
    }

    [Fact]
    public async Task Renaming_inbox_moves_its_messages_and_keeps_inbox()
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "a");
        var account = await test.Account(1, Token);

        var result = await account.Rename(account.Find("inbox")!.Id, "old/mail", Token);

        Assert.Equal(1, Assert.IsType<MailboxResult.Done>(result).Mailbox.Exists);
        Assert.Equal(0, account.Find("INBOX")!.Exists);
        Assert.Equal(2u, account.Find("INBOX")!.UidNext);
    }

    [Fact]
    public async Task Renaming_moves_the_children_and_deleting_leaves_them()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        await account.Create("a", SpecialUse.None, Token);
        await account.Create("a/b", SpecialUse.None, Token);

        await account.Rename(account.Find("a")!.Id, "z", Token);
        await account.Delete(account.Find("z")!.Id, Token);

        Assert.Null(account.Find("a/b"));
        Assert.NotNull(account.Find("z/b"));
    }

    [Fact]
    public async Task A_mailbox_made_again_has_a_greater_uidvalidity_and_another_id()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        await account.Create("x", SpecialUse.None, Token);
        var first = account.Find("x")!;
        await account.SetSubscribed("x", true, Token);
        await account.Delete(first.Id, Token);

        await account.Create("x", SpecialUse.None, Token);

        var second = account.Find("x")!;
        Assert.True(second.UidValidity > first.UidValidity);
        Assert.NotEqual(first.Id, second.Id);
        Assert.True(second.Subscribed);
    }

    [Fact]
    public async Task Inbox_is_not_deleted()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);

        var result = await account.Delete(account.Find("INBOX")!.Id, Token);

        Assert.Equal(MailboxRefusal.IsInbox, Assert.IsType<MailboxResult.Refused>(result).Reason);
    }

    [Fact]
    public async Task A_large_message_goes_through_the_spool()
    {
        await using var test = await TestStore.Open();
        await using var writer = test.Store.CreateMessage();
        writer.Write("Subject: big\r\n\r\n"u8);
        var line = new byte[100_000];
        line.AsSpan().Fill((byte)'y');
        for (var i = 0; i < 20; i++)
        {
            writer.Write(line);
        }

        await using var content = await writer.Complete(0);
        await test.Store.Deliver(content, [new MailboxDelivery(TestStore.Account(1), "INBOX", MessageFlags.None, [])], [], Token);
        await test.Volume.Checkpoint(Token);

        var account = await test.Account(1, Token);
        Assert.Equal(2_000_016, (await TestStore.Text(account, account.Find("INBOX")!.Id, 1)).Length);
        Assert.Empty(System.IO.Directory.EnumerateFiles(test.Folder.Spool));
    }

    [Fact]
    public async Task A_second_process_is_refused_by_name()
    {
        await using var test = await TestStore.Open();

        var refusal = await Assert.ThrowsAsync<DataFolderInUseException>(() => TestStore.Open(test.Path));

        Assert.Equal(Environment.ProcessId, refusal.ProcessId);
    }

    [Fact]
    public async Task Imported_messages_keep_uid_flags_dates_and_uidl()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        var date = new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.FromHours(9));
        var mailbox = await account.ImportMailbox(new ImportedMailbox("INBOX", 12345, 100, true, SpecialUse.None), Token);

        var result = await account.ImportMessages(
            mailbox, [new ImportedMessage("key", 17, MessageFlags.Seen, ["$x"], date, "UIDL-1", 1, () => new MemoryStream("A: b\n\nc\r\nd\n"u8.ToArray()))], Token);

        Assert.Equal(new ImportedItem(17, 14, null), Assert.Single(result.Items) with { Checksum = null });
        Assert.Equal(12345u, account.Find("INBOX")!.UidValidity);
        Assert.Equal("A: b\r\n\r\nc\r\nd\r\n", await TestStore.Text(account, mailbox, 17));
        Assert.Equal(new Pop3Entry(17, 14, "UIDL-1"), Assert.Single((await account.Pop3(Token)).Messages));
        Assert.Equal(17u, (await account.ImportedKeys(mailbox, Token))["key"]);
        Assert.Equal(100u, await test.Deliver(1, "next"));
        (await account.Index(mailbox, Token))!.TryGet(17, out var entry);
        Assert.Equal(date, entry.InternalDate);
        Assert.Equal(date.Offset, entry.InternalDate.Offset);
    }
}
