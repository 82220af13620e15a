using System.Text;

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
    public async Task The_analysis_opens_no_database_that_was_closed()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        await account.ImportMessages(account.Find("INBOX")!.Id, [Message(1, () => new MemoryStream("Subject: a\n\nb\n"u8.ToArray()))], Token);
        await account.Core.Rest(Token);

        await DetailsBacklog.Fill(account.Core, Token);

        Assert.False(account.Core.HasOpenDatabase);
        Assert.Single(await account.Core.Read(db => db.ReadWithoutDetails(0, Token), Token));
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
