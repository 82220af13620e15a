namespace Hikyaku.StoreTests;

public sealed class OpenAccountsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_thousand_accounts_keep_a_hundred_open_and_lose_nothing()
    {
        const int Accounts = 2000;
        const int Limit = 100;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc lists the open files on Linux only.");
        await using var test = await TestStore.Open(limits: TestStore.Quiet with { OpenAccounts = Limit });
        var files = 0;
        for (var id = 1; id <= Accounts; id++)
        {
            await test.Deliver(id, "m" + id);
            if (id % Limit == 0)
            {
                await test.Store.Tend(Token);
                files = Math.Max(files, OpenFiles(test));
            }
        }

        await test.Volume.Checkpoint(Token);

        // A database has its file, its WAL and its shared memory, for a writer and two readers.
        Assert.InRange(files, 1, 9 * (Limit + 1));
        for (var id = 1; id <= Accounts; id += 7)
        {
            Assert.Equal(["m" + id], (await Stored.All(test, id)).Select(s => s.Subject));
            await test.Store.Tend(Token);
        }

        Assert.InRange(OpenFiles(test), 1, 9 * (Limit + 1));
    }

    private static int OpenFiles(TestStore test) => System.IO.Directory.EnumerateFiles("/proc/self/fd")
        .Count(fd => Target(fd)?.StartsWith(test.Folder.Accounts, StringComparison.Ordinal) == true);

    // Other threads open and close files meanwhile.
    private static string? Target(string fd)
    {
        try
        {
            return File.ResolveLinkTarget(fd, returnFinalTarget: false)?.FullName;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
