using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Sqlite;

namespace Hikyaku.StoreTests;

/// <summary>What a damaged data folder shows, and what is left of it after a repair.</summary>
public sealed class DamageTests
{
    private const int PageLength = 4096;
    private static readonly AccountId Id = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("truncate", StoreProblemKind.WrongSize)]
    [InlineData("append", StoreProblemKind.WrongSize)]
    [InlineData("delete", StoreProblemKind.FileMissing)]
    public async Task A_damaged_message_file_is_found_and_repaired(string how, StoreProblemKind kind)
    {
        await using var test = await Filled();
        var path = MessagePath(test, 2);
        switch (how)
        {
            case "truncate": await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path, Token))[..100], Token); break;
            case "append": await File.AppendAllTextAsync(path, "garbage\r\n", Token); break;
            default: File.Delete(path); break;
        }

        var found = Assert.Single(await Check(test, repair: false));
        var repaired = Assert.Single(await Check(test, repair: true));

        Assert.Equal((kind, "INBOX", 2u, false), (found.Kind, found.Mailbox, found.Uid, found.IsRepaired));
        Assert.True(repaired.IsRepaired);
        Assert.Empty(await Check(test, repair: false));
    }

    [Fact]
    public async Task A_file_of_another_size_loses_the_details_of_what_it_was()
    {
        await using var test = await Filled();
        var (account, inbox) = await Inbox(test);
        var text = await File.ReadAllTextAsync(MessagePath(test, 2), Token);
        await File.WriteAllTextAsync(MessagePath(test, 2), text.Replace("Subject: m2", "Subject: changed", StringComparison.Ordinal), Token);

        await Check(test, repair: true);

        var details = await account.Details(inbox, [2], DetailFields.Envelope, Token);
        Assert.Contains("changed", System.Text.Encoding.ASCII.GetString(details[0].Envelope!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_belong_to_no_message_are_set_aside()
    {
        await using var test = await Filled();
        var group = Path.GetDirectoryName(MessagePath(test, 1))!;
        await File.WriteAllTextAsync(Path.Combine(group, "77"), "x", Token);
        await File.WriteAllTextAsync(Path.Combine(group, "core.dump"), "x", Token);

        var found = await Check(test, repair: true);

        Assert.Equal([StoreProblemKind.OrphanFile, StoreProblemKind.OrphanFile], found.Select(p => p.Kind));
        Assert.Equal(2, System.IO.Directory.GetFiles(Path.Combine(test.Folder.Account(Id), "orphans")).Length);
        Assert.Empty(await Check(test, repair: false));
    }

    [Fact]
    public async Task Wrong_counts_and_uidnext_are_put_right()
    {
        await using var test = await Filled();
        await test.Lifetime.Stop();
        Sql(test, "UPDATE mailboxes SET messages = 9, uidnext = 2, unseen = 0 WHERE name = 'INBOX'");
        await using var again = await TestStore.Open(test.Path);

        var found = Assert.Single(await Check(again, repair: true));

        Assert.Equal(StoreProblemKind.WrongCounts, found.Kind);
        Assert.Contains("UIDNEXT 2 -> messages 3, unseen 3", found.Detail, StringComparison.Ordinal);
        Assert.Empty(await Check(again, repair: false));
        Assert.Equal(4u, await again.Deliver(1, "next"));
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("empty")]
    [InlineData("overwrite")]
    public async Task A_lost_database_comes_back_from_the_manifest(string how)
    {
        await using var test = await Filled();
        var expected = await Fingerprint.Of(test, 1);
        await test.Lifetime.Stop();
        switch (how)
        {
            case "delete": File.Delete(DatabasePath(test)); break;
            case "empty": await File.WriteAllBytesAsync(DatabasePath(test), [], Token); break;
            default: await File.WriteAllTextAsync(DatabasePath(test), "not a database", Token); break;
        }

        await using var again = await TestStore.Open(test.Path);

        var found = Assert.Single(await Check(again, repair: false));
        Assert.Equal((StoreProblemKind.DatabaseRebuilt, true), (found.Kind, found.IsRepaired));
        Assert.Equal(expected, await Fingerprint.Of(again, 1));
        Assert.Empty(await Check(again, repair: false));
    }

    [Fact]
    public async Task Pages_of_zeros_in_the_database_lose_nothing()
    {
        await using var test = await Filled();
        var expected = await Fingerprint.Of(test, 1);
        await test.Lifetime.Stop();
        var pages = new FileInfo(DatabasePath(test)).Length / PageLength;
        for (var page = 0; page < pages; page++)
        {
            var image = test.Snapshot();
            var path = Path.Combine(image, Path.GetRelativePath(test.Path, DatabasePath(test)));
            using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write))
            {
                RandomAccess.Write(file, new byte[PageLength], (long)page * PageLength);
            }

            await using (var again = await TestStore.Open(image))
            {
                // A page that nothing uses may be anything.
                await Check(again, repair: true);
                Assert.Empty(await Check(again, repair: false));
                Assert.Equal(expected, await Fingerprint.Of(again, 1));
            }

            System.IO.Directory.Delete(image, recursive: true);
        }
    }

    [Fact]
    public async Task Pages_of_zeros_under_a_journal_lose_nothing_at_the_start()
    {
        await using var test = await Filled();
        await test.Deliver(1, "unsynced");
        var expected = await Fingerprint.Of(test, 1);
        var source = test.Snapshot();
        var path = Path.Combine(source, Path.GetRelativePath(test.Path, DatabasePath(test)));
        Sql(path, "PRAGMA wal_checkpoint(TRUNCATE)");
        var pages = new FileInfo(path).Length / PageLength;
        for (var page = 1; page < pages; page++)
        {
            var image = TestStore.NewFolder();
            TestStore.CopyTree(source, image);
            using (var file = File.OpenHandle(path.Replace(source, image, StringComparison.Ordinal), FileMode.Open, FileAccess.Write))
            {
                RandomAccess.Write(file, new byte[PageLength], (long)page * PageLength);
            }

            await using (var again = await TestStore.Open(image))
            {
                await again.Store.Tend(Token);
                TestContext.Current.TestOutputHelper!.WriteLine(page + ": " + string.Join("; ", await Check(again, repair: true)));
                Assert.Equal(expected, await Fingerprint.Of(again, 1));
            }

            System.IO.Directory.Delete(image, recursive: true);
        }

        System.IO.Directory.Delete(source, recursive: true);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("truncate")]
    [InlineData("flip")]
    public async Task A_damaged_manifest_is_written_anew(string how)
    {
        await using var test = await Filled();
        var expected = await Fingerprint.Of(test, 1);
        await test.Lifetime.Stop();
        var path = Path.Combine(test.Folder.Account(Id), "manifest");
        var octets = await File.ReadAllBytesAsync(path, Token);
        octets[octets.Length / 2] ^= 0x40;
        File.Delete(path);
        if (how != "delete")
        {
            await File.WriteAllBytesAsync(path, how == "flip" ? octets : octets[..^3], Token);
        }

        await using (var again = await TestStore.Open(test.Path))
        {
            var found = Assert.Single(await Check(again, repair: true));
            Assert.Equal(StoreProblemKind.ManifestDamaged, found.Kind);
        }

        File.Delete(DatabasePath(test));
        await using var last = await TestStore.Open(test.Path);
        Assert.Equal(expected, await Fingerprint.Of(last, 1));
    }

    [Fact]
    public async Task With_neither_database_nor_manifest_the_messages_are_still_there()
    {
        await using var test = await Filled();
        await test.Lifetime.Stop();
        File.Delete(DatabasePath(test));
        File.Delete(Path.Combine(test.Folder.Account(Id), "manifest"));

        await using var again = await TestStore.Open(test.Path);

        var stored = await Stored.All(again, 1);
        Assert.Equal(
            [("INBOX", "m1"), ("INBOX", "m2"), ("INBOX", "m3"), ("Recovered 7", "m4")],
            stored.Select(s => (s.Mailbox, s.Subject)).Order());
        Assert.Equal(StoreProblemKind.DatabaseRebuilt, Assert.Single(await Check(again, repair: false)).Kind);
        Assert.Empty(await Check(again, repair: false));
    }

    [Fact]
    public async Task A_rebuild_on_request_keeps_everything_though_the_manifest_is_lost()
    {
        await using var test = await Filled();
        var expected = await Fingerprint.Of(test, 1);
        File.Delete(Path.Combine(test.Folder.Account(Id), "manifest"));

        await test.Store.Rebuild(Id, Token);

        Assert.Equal(expected, await Fingerprint.Of(test, 1));
        Assert.Equal(4u, await test.Deliver(1, "next"));
        await Stored.IsSound(test);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        await using var test = await Filled();
        await test.Lifetime.Stop();
        Sql(test, "INSERT INTO migrations VALUES (9999, 'future', 'x'); PRAGMA user_version = 9999");
        await using var again = await TestStore.Open(test.Path);

        var found = Assert.Single(await Check(again, repair: true));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => again.Deliver(1, "refused"));
        await Assert.ThrowsAsync<DataFolderTooNewException>(async () => await again.Store.Rebuild(Id, Token));

        Assert.Equal((StoreProblemKind.DatabaseUnreadable, false), (found.Kind, found.IsRepaired));
        Assert.Contains("schema version 9999", found.Detail, StringComparison.Ordinal);
        Assert.False(File.Exists(DatabasePath(test) + ".damaged"));
    }

    private static async Task<TestStore> Filled()
    {
        var test = await TestStore.Open();
        for (var i = 1; i <= 3; i++)
        {
            await test.Deliver(1, "m" + i);
        }

        var account = await test.Account(1, Token);
        await account.Create("own", SpecialUse.None, Token);
        await test.Deliver(1, "m4", "own");
        await account.StoreFlags(account.Find("own")!.Id, [1], new FlagChange(FlagChangeMode.Add, MessageFlags.Seen, ["$a"]), null, Token);
        await test.Volume.Checkpoint(Token);
        return test;
    }

    private static ValueTask<IReadOnlyList<StoreProblem>> Check(TestStore test, bool repair) => new StoreCheck(test.Store).Check(Id, repair, Token);

    private static async Task<(MailAccount Account, MailboxId Inbox)> Inbox(TestStore test)
    {
        var account = await test.Account(1, Token);
        return (account, account.Find("INBOX")!.Id);
    }

    private static string MessagePath(TestStore test, uint uid) => test.Files.PathOf(MessageLocation.InMailbox(Id, new MailboxId(1), uid));

    private static string DatabasePath(TestStore test) => Path.Combine(test.Folder.Account(Id), "mail.db");

    private static void Sql(TestStore test, string sql) => Sql(DatabasePath(test), sql);

    private static void Sql(string path, string sql)
    {
        using var session = SqliteDatabase.OpenSession(path, new SqliteOptions("mail", SqliteSynchronous.Normal));
        session.Run(sql);
    }
}
