using System.Collections.Concurrent;
using System.Security.Cryptography;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

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

    [Fact]
    public async Task Many_at_once_on_more_accounts_than_stay_open_lose_nothing()
    {
        const int Accounts = 2000;
        const int Limit = 100;
        const int Workers = 16;
        const int Turns = 250;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc lists the open files on Linux only.");
        await using var test = await TestStore.Open(limits: TestStore.Quiet with { OpenAccounts = Limit });
        var expected = new ConcurrentDictionary<(long Account, uint Uid), string>();
        using var over = new CancellationTokenSource();
        var tending = Task.Run(() => Tend(test, over.Token), Token);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => Work(test, worker, Turns, Accounts, expected), Token)));
        await over.CancelAsync();
        await tending;

        await test.Store.Tend(Token);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.InRange(OpenFiles(test), 1, 9 * Limit);
        Assert.All(Databases(test), database => Assert.InRange(database.Count(), 1, 3));
        foreach (var account in expected.GroupBy(e => e.Key.Account))
        {
            Assert.Equal(
                account.OrderBy(e => e.Key.Uid).Select(e => (e.Key.Uid, e.Value)),
                (await Stored.All(test, account.Key)).Where(s => s.Mailbox == "INBOX").Select(s => (s.Uid, s.Subject)));
            Assert.Empty(await new StoreCheck(test.Store).Check(new AccountId(account.Key), repair: false, Token));
            await test.Store.Tend(Token);
        }
    }

    [Fact]
    public async Task An_account_that_someone_holds_is_never_made_a_second_time()
    {
        await using var test = await TestStore.Open(limits: TestStore.Quiet with { OpenAccounts = 1 });
        var held = await Core(test, 1);
        await test.Deliver(2, "m2");
        await test.Store.Tend(Token);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Same(held, await Core(test, 1));
    }

    [Fact]
    public async Task A_session_that_opens_its_closed_account_again_counts_again()
    {
        await using var test = await TestStore.Open(limits: TestStore.Quiet with { OpenAccounts = 2 });
        var sessions = new List<MailAccount>();
        for (var id = 1; id <= 6; id++)
        {
            sessions.Add(await test.Account(id, Token));
            await test.Store.Tend(Token);
        }

        foreach (var session in sessions)
        {
            await session.Create("new", SpecialUse.None, Token);
        }

        await test.Store.Tend(Token);

        Assert.Equal(2, sessions.Count(session => session.Core.HasOpenDatabase));
    }

    private static async Task Tend(TestStore test, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await test.Store.Tend(CancellationToken.None);
            await test.Volume.Checkpoint(CancellationToken.None);
        }
    }

    // Each account has one worker that changes it, so that what must be there is known; others read it meanwhile.
    private static async Task Work(TestStore test, int worker, int turns, int accounts, ConcurrentDictionary<(long Account, uint Uid), string> expected)
    {
        for (var turn = 0; turn < turns; turn++)
        {
            var id = 1 + worker + (16 * RandomNumberGenerator.GetInt32(accounts / 16));
            var subject = $"{worker}-{turn}";
            var uid = await test.Deliver(id, subject);
            Assert.True(expected.TryAdd((id, uid), subject), "A UID was given twice.");
            var account = await test.Account(id, Token);
            var inbox = account.Find("INBOX")!.Id;
            Assert.Contains($"Subject: {subject}\r", await TestStore.Text(account, inbox, uid), StringComparison.Ordinal);
            if (turn % 3 == 0)
            {
                await account.Remove(inbox, [uid], Token);
                expected.TryRemove((id, uid), out _);
            }

            var other = await test.Account(1 + RandomNumberGenerator.GetInt32(accounts), Token);
            Assert.NotNull(await other.Index(other.Find("INBOX")!.Id, Token));
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static async Task<AccountCore> Core(TestStore test, long id) => (await test.Account(id, Token)).Core;

    private static ILookup<string, string> Databases(TestStore test) => System.IO.Directory.EnumerateFiles("/proc/self/fd")
        .Select(Target).OfType<string>()
        .Where(target => target.StartsWith(test.Folder.Accounts, StringComparison.Ordinal) && target.EndsWith("mail.db", StringComparison.Ordinal))
        .ToLookup(target => target);

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
