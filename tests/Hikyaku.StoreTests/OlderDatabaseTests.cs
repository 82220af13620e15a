using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Sqlite.Accounts;

namespace Hikyaku.StoreTests;

/// <summary>A database from a backup, put beside files that went on without it.</summary>
public sealed class OlderDatabaseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_next_messages_take_no_UID_that_was_given_before()
    {
        var path = TestStore.NewFolder();
        await Deliver(path, "m1");
        var database = Path.Combine(path, "accounts", "01", "1", "mail.db");
        File.Copy(database, database + ".backup");
        await Deliver(path, "m2", "m3");
        File.Delete(database + "-wal");
        File.Delete(database + "-shm");
        File.Move(database + ".backup", database, overwrite: true);

        await using (var test = await TestStore.Open(path))
        {
            Assert.Equal(4u, await test.Deliver(1, "m4"));

            Assert.Equal(["m1", "m2", "m3", "m4"], (await Stored.All(test, 1)).Select(s => s.Subject));
            var told = Assert.Single(await new StoreCheck(test.Store).Check(new AccountId(1), repair: false, Token));
            Assert.Equal(StoreProblemKind.DatabaseRebuilt, told.Kind);
            await Stored.IsSound(test);
        }

        System.IO.Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task Every_end_of_a_torn_manifest_is_measured_as_it_is_read()
    {
        var path = TestStore.NewFolder();
        await Deliver(path, "m1");
        await Deliver(path, "m2");
        var file = AccountManifest.PathIn(Path.Combine(path, "accounts", "01", "1"));
        var whole = await File.ReadAllBytesAsync(file, Token);
        for (var length = 0; length <= whole.Length; length++)
        {
            await File.WriteAllBytesAsync(file, whole[..length], Token);
            var manifest = new AccountManifest(file);

            var (units, good) = manifest.Read();

            Assert.Equal((units.Count == 0 ? 0UL : units[^1].Sequence, good), manifest.Measure());
        }

        System.IO.Directory.Delete(path, recursive: true);
    }

    private static async Task Deliver(string path, params string[] subjects)
    {
        await using var test = await TestStore.Open(path);
        foreach (var subject in subjects)
        {
            await test.Deliver(1, subject);
        }

        await test.Volume.Checkpoint(Token);
    }
}
