using Hikyaku.Mail.Store;
using Hikyaku.Storage.Sqlite;

namespace Hikyaku.StoreTests;

/// <summary>A mailbox that has given out nearly all of its UIDs.</summary>
public sealed class UidSpaceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_stored_under_a_uid_that_does_not_exist()
    {
        await using var test = await Exhausted();
        var account = await test.Account(1, Token);
        var (inbox, trash) = (account.Find("INBOX")!.Id, account.Find("Trash")!.Id);
        await using var content = TestStore.Message("more");

        var delivered = await test.Store.Deliver(content, [new MailboxDelivery(TestStore.Account(1), "INBOX", MessageFlags.None, [])], [], Token);
        var appended = await account.Append(inbox, [new AppendMessage(content, MessageFlags.None, [], DateTimeOffset.UnixEpoch)], 0, 0, Token);
        var moved = await account.Move(trash, [1], inbox, Token);

        Assert.IsType<DeliveryOutcome.NoUidsLeft>(Assert.Single(delivered));
        Assert.Equal(MessageRefusal.NoUidsLeft, Assert.IsType<AppendResult.Refused>(appended).Reason);
        Assert.Equal(MessageRefusal.NoUidsLeft, Assert.IsType<CopyResult.Refused>(moved).Reason);
        Assert.Equal(1, account.Find("INBOX")!.Exists);
    }

    [Fact]
    public async Task Messages_can_still_be_flagged_and_taken_out()
    {
        await using var test = await Exhausted();
        var account = await test.Account(1, Token);
        var (inbox, trash) = (account.Find("INBOX")!.Id, account.Find("Trash")!.Id);

        var flagged = await account.StoreFlags(inbox, [1], new FlagChange(FlagChangeMode.Add, MessageFlags.Seen, ["$a"]), null, Token);
        var moved = await account.Move(inbox, [1], trash, Token);

        Assert.IsType<StoreResult.Done>(flagged);
        Assert.Single(Assert.IsType<CopyResult.Done>(moved).Pairs);
    }

    private static async Task<TestStore> Exhausted()
    {
        var path = TestStore.NewFolder();
        await using (var test = await TestStore.Open(path))
        {
            await test.Deliver(1, "inbox");
            await test.Deliver(1, "trash", "Trash");
        }

        using (var session = SqliteDatabase.OpenSession(
            Path.Combine(path, "accounts", "01", "1", "mail.db"), new SqliteOptions("mail", SqliteSynchronous.Normal)))
        {
            session.Run("UPDATE mailboxes SET uidnext = 4294967290 WHERE name = 'INBOX'");
        }

        return await TestStore.Open(path);
    }
}
