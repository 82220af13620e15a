using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Journal;

namespace Hikyaku.StoreTests;

/// <summary>A check of the store while mail comes and goes finds no problem that is none.</summary>
public sealed class CheckBesideChangesTests
{
    private static readonly AccountId Id = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Files_that_a_checkpoint_is_about_to_remove_are_no_problem(bool wholeMailbox, bool repair)
    {
        using var reached = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        var isArmed = false;
        await using var test = await TestStore.Open(options: new JournalOptions { SegmentBytes = 1 << 20, ReservedBytes = 0, FaultPoint = Stop });
        var (account, mailbox) = await Filled(test);
        if (wholeMailbox)
        {
            await account.Delete(mailbox, Token);
        }
        else
        {
            await account.Remove(mailbox, [1, 2], Token);
        }

        isArmed = true;
        var checkpoint = test.Volume.Checkpoint(Token).AsTask();
        await reached.WaitAsync(Token);
        var problems = await Check(test, repair);
        goOn.Release();
        await checkpoint;

        Assert.Empty(problems);
        Assert.Equal(wholeMailbox ? 0 : 1, test.Files.List(Id).Count);

        void Stop(string point)
        {
            if (point == "checkpoint.synced" && Interlocked.Exchange(ref isArmed, false))
            {
                reached.Release();
                goOn.Wait(Token);
            }
        }
    }

    [Fact]
    public async Task Files_that_a_failed_checkpoint_left_go_with_the_next()
    {
        var fails = false;
        await using var test = await TestStore.Open(options: new JournalOptions
        {
            SegmentBytes = 1 << 20,
            ReservedBytes = 0,
            FaultPoint = point => _ = point != "checkpoint.synced" || !fails ? 0 : throw new IOException("No."),
        });
        var (account, mailbox) = await Filled(test);
        await account.Remove(mailbox, [1, 2], Token);
        fails = true;
        await Assert.ThrowsAsync<IOException>(() => test.Volume.Checkpoint(Token).AsTask());
        fails = false;

        var problems = await Check(test, repair: false);
        await test.Volume.Checkpoint(Token);

        Assert.Empty(problems);
        Assert.Single(System.IO.Directory.GetFiles(Path.Combine(test.Folder.Account(Id), "messages"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task An_account_that_goes_meanwhile_is_no_problem_and_stays_gone()
    {
        await using var test = await TestStore.Open();
        await Filled(test);
        await test.Store.Remove(Id, Token);

        Assert.Empty(await Check(test, repair: true));
        Assert.False(System.IO.Directory.Exists(test.Folder.Account(Id)));
    }

    [Fact]
    public async Task Files_that_cannot_be_handled_are_a_problem_of_their_account()
    {
        await using var test = await TestStore.Open();
        await Filled(test);
        await File.WriteAllTextAsync(Path.Combine(test.Folder.Account(Id), "messages", "stray"), "x", Token);
        await File.WriteAllTextAsync(Path.Combine(test.Folder.Account(Id), "orphans"), "in the way", Token);

        var found = (await Check(test, repair: true))[^1];

        Assert.Equal((StoreProblemKind.FilesUnreadable, false), (found.Kind, found.IsRepaired));
    }

    private static async Task<(MailAccount Account, MailboxId Mailbox)> Filled(TestStore test)
    {
        var account = await test.Account(1, Token);
        await account.Create("own", SpecialUse.None, Token);
        for (var i = 1; i <= 3; i++)
        {
            await test.Deliver(1, "m" + i, "own");
        }

        await test.Volume.Checkpoint(Token);
        return (account, account.Find("own")!.Id);
    }

    private static ValueTask<IReadOnlyList<StoreProblem>> Check(TestStore test, bool repair) => new StoreCheck(test.Store).Check(Id, repair, Token);
}
