using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.StoreTests;

/// <summary>What names messages beyond their UIDs, and what authorizes URLs to them.</summary>
public sealed class IdentityTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copies_of_copies_are_the_same_message_after_a_restart_and_a_rebuild()
    {
        var path = TestStore.NewFolder();
        long original;
        await using (var test = await TestStore.Open(path))
        {
            await test.Deliver(1, "m1");
            await test.Deliver(1, "m2");
            var account = await test.Account(1, Token);
            var (inbox, trash) = (account.Find("INBOX")!.Id, account.Find("Trash")!.Id);
            await account.Copy(inbox, [1], trash, 0, 0, Token);
            await test.Volume.Checkpoint(Token);
            await account.Move(trash, [1], inbox, Token);
            await account.Copy(inbox, [3], trash, 0, 0, Token);
            original = Assert.Single(await account.Objects(inbox, [1], withThreads: false, Token)).Email;
        }

        await using (var test = await TestStore.Open(path))
        {
            var account = await test.Account(1, Token);
            await IsSame(account, original);

            await test.Store.Rebuild(new AccountId(1), Token);
            await IsSame(account, original);

            await test.Volume.Checkpoint(Token);
            await test.Store.Rebuild(new AccountId(1), Token);
            await IsSame(account, original);
        }

        System.IO.Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task A_conversation_stays_the_same_when_its_details_are_found_anew()
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "m1");
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!.Id;
        var thread = Assert.Single(await account.Objects(inbox, [1], withThreads: true, Token)).Thread;

        using (await account.Core.Enter(Token))
        {
            await account.Core.ForgetDetails(inbox, [1], Token);
        }

        Assert.NotNull(thread);
        Assert.Null(Assert.Single(await account.Objects(inbox, [1], withThreads: false, Token)).Thread);
        Assert.Equal(thread, Assert.Single(await account.Objects(inbox, [1], withThreads: true, Token)).Thread);
    }

    [Fact]
    public async Task A_key_for_urls_lasts_until_it_is_reset_and_goes_with_its_mailbox()
    {
        var path = TestStore.NewFolder();
        byte[]? key;
        await using (var test = await TestStore.Open(path))
        {
            var account = await test.Account(1, Token);
            Assert.Null(await account.UrlKey(account.Find("Trash")!.Id, Token));
            Assert.True(await account.ResetUrlKeys([account.Find("Trash")!.Id], Token));
            key = await account.UrlKey(account.Find("Trash")!.Id, Token);
            Assert.Equal(32, key!.Length);
        }

        await using (var test = await TestStore.Open(path))
        {
            var account = await test.Account(1, Token);
            var trash = account.Find("Trash")!.Id;
            Assert.Equal(key, await account.UrlKey(trash, Token));
            await account.ResetUrlKeys([trash], Token);
            Assert.NotEqual(key, await account.UrlKey(trash, Token));
            await account.Delete(trash, Token);
            Assert.Null(await account.UrlKey(trash, Token));
            Assert.False(await account.ResetUrlKeys([trash], Token));
        }

        System.IO.Directory.Delete(path, recursive: true);
    }

    private static async Task IsSame(MailAccount account, long original)
    {
        var inbox = await account.Objects(account.Find("INBOX")!.Id, [1, 2, 3, 9], withThreads: false, Token);
        var trash = await account.Objects(account.Find("Trash")!.Id, [1, 2], withThreads: false, Token);

        Assert.Equal([1u, 2u, 3u], inbox.Select(message => message.Uid));
        Assert.Equal([original, original], [inbox[0].Email, inbox[2].Email]);
        Assert.NotEqual(original, inbox[1].Email);
        Assert.Equal(original, Assert.Single(trash).Email);
    }
}
