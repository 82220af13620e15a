using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Sqlite;

namespace Hikyaku.StoreTests;

/// <summary>A database that is made anew while the store is open and in use.</summary>
public sealed class RebuildTests
{
    private static readonly AccountId Id = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_database_had_lost_is_there_at_once_with_what_came_meanwhile()
    {
        var path = TestStore.NewFolder();
        await using (var test = await TestStore.Open(path))
        {
            await test.Deliver(1, "m1");
            await test.Deliver(1, "m2");
        }

        Sql(path, "DELETE FROM messages; UPDATE mailboxes SET messages = 0, unseen = 0, bytes = 0 WHERE name = 'INBOX'");
        await using (var test = await TestStore.Open(path))
        {
            var account = await test.Account(1, Token);
            var inbox = account.Find("INBOX")!.Id;
            var seen = (await account.Index(inbox, Token))!;
            Assert.Equal(3u, await test.Deliver(1, "m3"));

            await test.Store.Rebuild(Id, Token);

            Assert.Equal(["m1", "m2", "m3"], (await Stored.All(test, 1)).Select(s => s.Subject));
            Assert.Equal(3, account.Find("INBOX")!.Exists);
            Assert.True(seen.IsRemoved);
            Assert.Equal(4u, await test.Deliver(1, "m4"));
            await Stored.IsSound(test);
        }

        System.IO.Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task Sessions_go_on_when_nothing_is_different()
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "m1");
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!.Id;
        var seen = (await account.Index(inbox, Token))!;
        await account.StoreFlags(inbox, [1], new FlagChange(FlagChangeMode.Add, MessageFlags.Seen, ["$a"]), null, Token);

        await test.Store.Rebuild(Id, Token);
        await test.Deliver(1, "m2");

        Assert.False(seen.IsRemoved);
        Assert.Equal(2, seen.Count);
        await Stored.IsSound(test);
    }

    [Fact]
    public async Task Deliveries_and_checkpoints_meanwhile_lose_nothing()
    {
        await using var test = await TestStore.Open();
        var senders = Enumerable.Range(0, 3).Select(n => Task.Run(
            async () =>
            {
                for (var i = 0; i < 30; i++)
                {
                    await test.Deliver(1, $"{n}-{i}");
                }
            },
            Token)).ToList();
        var all = Task.WhenAll(senders);
        while (!all.IsCompleted)
        {
            await Task.WhenAll(test.Store.Rebuild(Id, Token).AsTask(), test.Volume.Checkpoint(Token).AsTask());
        }

        await all;
        Assert.Equal(90, (await Stored.All(test, 1)).Select(s => s.Subject).Distinct().Count());
        Assert.Equal(91u, await test.Deliver(1, "next"));
        await Stored.IsSound(test);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Files_that_were_set_aside_come_back_to_their_messages(bool isRebuild)
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "m1");
        var inbox = (await test.Account(1, Token)).Find("INBOX")!.Id;
        test.Files.SetAside(MessageLocation.InMailbox(Id, inbox, 1));

        if (isRebuild)
        {
            await test.Store.Rebuild(Id, Token);
        }
        else
        {
            await new StoreCheck(test.Store).Check(Id, repair: true, Token);
        }

        Assert.Equal(["m1"], (await Stored.All(test, 1)).Select(s => s.Subject));
        await Stored.IsSound(test);
    }

    private static void Sql(string path, string sql)
    {
        using var session = SqliteDatabase.OpenSession(
            Path.Combine(path, "accounts", "01", "1", "mail.db"), new SqliteOptions("mail", SqliteSynchronous.Normal));
        session.Run(sql);
    }
}
