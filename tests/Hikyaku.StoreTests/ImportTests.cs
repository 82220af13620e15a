using System.Text;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.StoreTests;

public sealed class ImportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_keeps_its_order_uids_and_octets()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!.Id;
        ImportedMessage[] batch = [.. Enumerable.Range(1, 200).Select(i => Message(i, i % 50 == 0
            ? () => throw new IOException("unreadable") : () => new MemoryStream(Encoding.ASCII.GetBytes($"Subject: {i}\n\nbody {i}\r\n\n"))))];

        var result = await account.ImportMessages(inbox, batch, Token);

        Assert.Equal(Enumerable.Range(1, 200).Select(i => i % 50 == 0 ? 0u : (uint)i), result.Items.Select(i => i.Uid));
        Assert.Equal(196, account.Find("INBOX")!.Exists);
        Assert.Equal("Subject: 77\r\n\r\nbody 77\r\n\r\n", await TestStore.Text(account, inbox, 77));
        await Stored.IsSound(test);
    }

    [Fact]
    public async Task Threads_that_make_one_folder_at_once_lose_no_message()
    {
        const int Groups = 300;
        const int FolderShift = 12;
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        ImportedMessage[] batch = [.. Enumerable.Range(0, Groups * 3).Select(i => Message(((i / 3) << FolderShift) + 1 + (i % 3), () => new MemoryStream("Subject: a\n\nb\n"u8.ToArray())))];

        var result = await account.ImportMessages(account.Find("INBOX")!.Id, batch, Token);

        Assert.All(result.Items, item => Assert.Null(item.Problem));
    }

    [Fact]
    public async Task Imported_messages_get_their_details_without_anyone_asking()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!.Id;
        await account.ImportMessages(inbox, [.. Enumerable.Range(1, 600).Select(i => Message(i, () => new MemoryStream("Subject: a\n\nb\n"u8.ToArray())))], Token);

        await DetailsBacklog.Fill(account.Core, Token);

        Assert.Empty(await account.Core.Read(db => db.ReadWithoutDetails(0, Token), Token));
    }

    [Fact]
    public async Task Removed_messages_wait_for_no_analysis()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!.Id;
        await account.ImportMessages(inbox, [.. Enumerable.Range(1, 3).Select(i => Message(i, () => new MemoryStream("Subject: a\n\nb\n"u8.ToArray())))], Token);

        await account.Remove(inbox, [2], Token);

        Assert.Equal([1u, 3u], (await account.Core.Read(db => db.ReadWithoutDetails(0, Token), Token)).Select(m => m.Uid));
    }

    [Fact]
    public async Task What_an_earlier_run_has_left_is_found_in_accounts_that_nobody_opens()
    {
        await using var test = await TestStore.Open();
        foreach (var id in (long[])[1, 2, 3])
        {
            await test.Deliver(id, "m");
            var core = (await test.Account(id, Token)).Core;
            if (id != 2)
            {
                using var held = await core.Enter(Token);
                await core.ForgetDetails(core.Memory.Find("INBOX")!.Id, [1], Token);
            }

            await core.Rest(Token);
        }

        Assert.Null(await test.Store.OpenUnanalyzed(new AccountId(2), Token));
        Assert.Null(await test.Store.OpenUnanalyzed(new AccountId(9), Token));
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var backlog = new DetailsBacklog(time);
        var work = Task.WhenAll(
            backlog.Run(test.Store, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, stopping.Token), backlog.Search(test.Accounts, stopping.Token));
        while (((long[])[1, 3]).Any(id => test.Accounts.HasUnanalyzed(new AccountId(id))))
        {
            Token.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await stopping.CancelAsync();
        await work;
        Assert.DoesNotContain(new AccountId(9), test.Accounts.All());
    }

    [Fact]
    public async Task A_database_that_was_closed_is_closed_again_after_its_analysis()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        await test.Deliver(1, "m");
        using (await account.Core.Enter(Token))
        {
            await account.Core.ForgetDetails(account.Find("INBOX")!.Id, [1], Token);
        }

        await account.Core.Rest(Token);

        Assert.False(await DetailsBacklog.Fill(account.Core, Token));
        var opened = await test.Store.OpenUnanalyzed(account.Id, Token);

        Assert.True(opened is { WasOpen: false } && opened.Value.Account.HasOpenDatabase);
        Assert.True(await DetailsBacklog.Fill(account.Core, Token));
        Assert.False(test.Accounts.HasUnanalyzed(account.Id));
    }

    [Fact]
    public async Task A_database_closed_while_it_is_read_goes_with_its_last_reader()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);

        var read = await account.Core.Read(
            async db =>
            {
                await account.Core.Rest(Token);
                Assert.False(account.Core.HasOpenDatabase);
                await db.Load(Token);
                return db;
            },
            Token);

        await Assert.ThrowsAnyAsync<ObjectDisposedException>(async () => await read.Load(Token));
    }

    private static ImportedMessage Message(int number, Func<Stream> open) => new(
        "key" + number, (uint)number, MessageFlags.None, [], DateTimeOffset.UnixEpoch, null, null, open);
}
