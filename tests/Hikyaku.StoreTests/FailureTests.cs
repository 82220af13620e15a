using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Journal;

namespace Hikyaku.StoreTests;

public sealed class FailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("journal.write")]
    [InlineData("journal.sync")]
    public async Task A_full_disk_refuses_and_the_refused_message_never_appears(string point)
    {
        var isFull = false;
        var options = new JournalOptions
        {
            SegmentBytes = 1 << 20,
            ReservedBytes = 0,
            FaultPoint = at => { if (isFull && at == point) { throw new IOException("No space left on device"); } },
        };
        await using var test = await TestStore.Open(options: options);
        await test.Deliver(1, "before");

        isFull = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => test.Deliver(1, "refused"));
        isFull = false;

        Assert.Equal(2u, await test.Deliver(1, "after"));
        var image = test.Snapshot();
        await using (var later = await TestStore.Open(image))
        {
            Assert.Equal(["before", "after"], (await Stored.All(later, 1)).Select(s => s.Subject));
        }

        System.IO.Directory.Delete(image, recursive: true);
    }

    [Fact]
    public async Task Too_little_room_refuses_before_anything_is_written()
    {
        await using var test = await TestStore.Open();
        await test.Account(1, Token);
        await test.Lifetime.Stop();
        var full = new JournalOptions { SegmentBytes = 1 << 20, ReservedBytes = long.MaxValue };
        await using var again = await TestStore.Open(test.Path, full);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => again.Deliver(1, "refused"));
    }

    [Fact]
    public async Task What_is_durable_but_could_not_reach_its_file_is_made_up_for()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!.Id;

        // A file stands where the folder of the messages must be.
        var messages = Path.Combine(test.Folder.Account(new AccountId(1)), "messages");
        await File.WriteAllTextAsync(messages, "", Token);
        Assert.Equal(1u, await test.Deliver(1, "durable"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => test.Deliver(1, "refused"));
        File.Delete(messages);
        await test.Store.Tend(Token);

        Assert.Contains("durable", await TestStore.Text(account, inbox, 1), StringComparison.Ordinal);
        Assert.Equal(2u, await test.Deliver(1, "next"));
        Assert.True(await test.Volume.Checkpoint(Token));
        await Stored.IsSound(test);
    }

    [Fact]
    public async Task A_removed_account_does_not_come_back()
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "a");
        await test.Store.Remove(new AccountId(1), Token);
        var image = test.Snapshot();

        await using var later = await TestStore.Open(image);

        Assert.Empty(later.Accounts.All());
    }

    [Fact]
    public async Task Group_commit_waits_for_the_disk_less_often_than_there_are_deliveries()
    {
        await using var test = await TestStore.Open();
        for (var id = 1; id <= 20; id++)
        {
            await test.Account(id, Token);
        }

        var before = test.Journal.Counts;
        await Task.WhenAll(Enumerable.Range(1, 20).Select(id => Task.Run(
            async () =>
            {
                for (var i = 0; i < 20; i++)
                {
                    await test.Deliver(id, $"{id}-{i}");
                }
            },
            Token)));

        Assert.Equal(400, test.Journal.Counts.Batches - before.Batches);
        Assert.True(test.Journal.Counts.Syncs - before.Syncs < 400);
    }

    [Fact]
    public async Task A_rebuilt_database_equals_the_original()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        for (var i = 0; i < 6; i++)
        {
            await test.Deliver(1, $"m{i}");
        }

        var (inbox, sent) = (account.Find("INBOX")!.Id, account.Find("Sent")!.Id);
        await account.StoreFlags(inbox, [1, 2], new FlagChange(FlagChangeMode.Add, MessageFlags.Seen, ["$a", "b"]), null, Token);
        await account.Move(inbox, [3], sent, Token);
        await test.Volume.Checkpoint(Token);
        await account.Remove(inbox, [4], Token);
        await account.Create("a/b", SpecialUse.None, Token);
        await account.SetSubscribed("gone", true, Token);
        await account.Delete(account.Find("Junk")!.Id, Token);
        await test.Deliver(1, "unsynced");
        var expected = await Fingerprint.Of(test, 1);
        var vanished = (await account.Index(inbox, Token))!.ChangesSince(1).Vanished;
        await test.Lifetime.Stop();
        await File.WriteAllTextAsync(Path.Combine(test.Folder.Account(new AccountId(1)), "mail.db"), "damaged", Token);

        await using var again = await TestStore.Open(test.Path);

        Assert.Equal(expected, await Fingerprint.Of(again, 1));
        Assert.Equal(vanished, (await (await again.Account(1, Token)).Index(inbox, Token))!.ChangesSince(1).Vanished);
        Assert.Equal(StoreProblemKind.DatabaseRebuilt, Assert.Single(await new StoreCheck(again.Store).Check(new AccountId(1), repair: false, Token)).Kind);
        await Stored.IsSound(again);
    }

    [Fact]
    public async Task Repair_takes_away_a_message_without_file_and_sets_a_stray_file_aside()
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "a");
        await test.Deliver(1, "b");
        var inbox = (await test.Account(1, Token)).Find("INBOX")!.Id;
        var path = test.Files.PathOf(MessageLocation.InMailbox(new AccountId(1), inbox, 1));
        File.Move(path, path + "7");
        var check = new StoreCheck(test.Store);

        var found = await check.Check(new AccountId(1), repair: true, Token);

        Assert.Equal([StoreProblemKind.FileMissing, StoreProblemKind.OrphanFile], found.Select(p => p.Kind));
        Assert.Equal(1, (await test.Account(1, Token)).Find("INBOX")!.Exists);
        await Stored.IsSound(test);
    }
}
