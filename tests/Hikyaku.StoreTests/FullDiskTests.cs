using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Journal;

namespace Hikyaku.StoreTests;

/// <summary>A volume with less free space than new mail must leave.</summary>
public sealed class FullDiskTests
{
    private const long Megabyte = 1 << 20;
    private long _free = 1000 * Megabyte;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Short_of_space_new_mail_is_refused_and_everything_that_makes_room_goes_on()
    {
        await using var test = await Open();
        for (var i = 0; i < 4; i++)
        {
            await test.Deliver(1, $"m{i}");
        }

        var account = await test.Account(1, Token);
        var (inbox, trash) = (account.Find("INBOX")!.Id, account.Find("Trash")!.Id);
        Fill(test, 9 * Megabyte);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => test.Deliver(1, "refused"));
        await account.StoreFlags(inbox, [1], new FlagChange(FlagChangeMode.Add, MessageFlags.Deleted, []), null, Token);
        await account.Copy(inbox, [4], trash, 0, 0, Token);
        await account.Move(inbox, [2], trash, Token);
        await account.Remove(inbox, [1], Token);
        await account.Create("new", SpecialUse.None, Token);

        Assert.True(refusal.IsFull);
        Assert.False(test.Store.HasDiskRoom(0));
        Assert.Equal(2, account.Find("INBOX")!.Exists);
        Assert.True(await test.Volume.Checkpoint(Token));
        Assert.False(File.Exists(test.Files.PathOf(MessageLocation.InMailbox(new AccountId(1), inbox, 1))));
        await Stored.IsSound(test);
    }

    [Fact]
    public async Task When_there_is_space_again_mail_is_taken_again()
    {
        await using var test = await Open();
        Fill(test, 9 * Megabyte);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => test.Deliver(1, "refused"));

        Fill(test, 100 * Megabyte);

        Assert.Equal(1u, await test.Deliver(1, "taken"));
    }

    [Fact]
    public async Task The_store_opens_on_a_full_disk()
    {
        var image = await Crashed();
        _free = 0;
        await using (var later = await Open(image))
        {
            var account = await later.Account(1, Token);
            var inbox = account.Find("INBOX")!.Id;

            Assert.Contains("kept", await TestStore.Text(account, inbox, 1), StringComparison.Ordinal);
            Assert.Equal([1u], await account.Remove(inbox, [1], Token));
            await Assert.ThrowsAsync<StoreUnavailableException>(() => later.Deliver(1, "refused"));
        }

        System.IO.Directory.Delete(image, recursive: true);
    }

    [Fact]
    public async Task The_room_that_no_record_uses_is_given_back_at_the_start_on_a_full_disk()
    {
        var image = await Crashed();
        _free = 0;
        await using (await Open(image))
        {
            Assert.All(
                System.IO.Directory.EnumerateFiles(Path.Combine(image, "journal")), file => Assert.InRange(new FileInfo(file).Length, 0, 256 << 10));
        }

        System.IO.Directory.Delete(image, recursive: true);
    }

    [Fact]
    public async Task A_segment_that_is_no_longer_needed_is_used_again()
    {
        await using var test = await Open();
        for (var i = 0; i < 6; i++)
        {
            await test.Deliver(1, $"m{i}");
            await test.Volume.Checkpoint(Token);
        }

        var journal = Path.Combine(test.Path, "journal");
        Assert.Equal(2, new System.IO.DirectoryInfo(journal).GetFiles().Count(f => f.Name == "spare" || f.Extension == ".log"));
        var image = test.Snapshot();
        await using (var later = await TestStore.Open(image))
        {
            Assert.Equal(6, (await Stored.All(later, 1)).Count);
        }

        System.IO.Directory.Delete(image, recursive: true);
    }

    [Fact]
    public async Task A_message_that_has_no_room_while_it_arrives_is_read_to_its_end_and_then_refused()
    {
        await using var test = await Open();
        await using var writer = test.Store.CreateMessage();
        var piece = new byte[512 << 10];
        writer.Write(piece);
        Fill(test, 9 * Megabyte);

        for (var i = 0; i < 8; i++)
        {
            writer.Write(piece);
        }

        Assert.True((await Assert.ThrowsAsync<StoreUnavailableException>(async () => await writer.Complete(0))).IsFull);
        Assert.Empty(System.IO.Directory.EnumerateFiles(test.Folder.Spool));
    }

    [Theory]
    [InlineData(100L << 30, 64L << 20)]
    [InlineData(4L << 30, (4L << 30) / 100)]
    [InlineData(200L << 20, 16L << 20)]
    public void What_stays_free_is_a_hundredth_of_the_disk_within_bounds(long total, long kept)
    {
        var options = new JournalOptions { Space = () => (0, total) };
        var room = new DiskRoom(new DataFolder(Path.GetTempPath()), options, Microsoft.Extensions.Logging.Abstractions.NullLogger<DiskRoom>.Instance);

        Assert.Equal(kept, room.Kept);
    }

    [Fact]
    public async Task An_import_stops_on_a_full_disk_and_goes_on_with_the_same_uids_once_there_is_room()
    {
        await using var test = await Open();
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!.Id;
        ImportedMessage[] batch = [.. Enumerable.Range(1, 100).Select(Imported)];
        Fill(test, 9 * Megabyte);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await account.ImportMessages(inbox, batch, Token));
        var before = account.Find("INBOX")!.Exists;
        Fill(test, 100 * Megabyte);
        var result = await account.ImportMessages(inbox, batch, Token);

        Assert.True(refusal.IsFull);
        Assert.Equal(0, before);
        Assert.Equal(Enumerable.Range(1, 100).Select(uid => (uint)uid), result.Items.Select(item => item.Uid));
        await Stored.IsSound(test);
    }

    [Fact]
    public async Task A_file_here_that_can_not_be_written_is_no_problem_of_the_source()
    {
        await using var test = await Open();
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!.Id;
        var group = Path.GetDirectoryName(test.Files.PathOf(MessageLocation.InMailbox(new AccountId(1), inbox, 1)))!;
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(group)!);
        await File.WriteAllTextAsync(group, "", Token);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await account.ImportMessages(inbox, [Imported(1)], Token));
        File.Delete(group);
        var result = await account.ImportMessages(inbox, [Imported(1)], Token);

        Assert.False(refusal.IsFull);
        Assert.Equal(1u, Assert.Single(result.Items).Uid);
    }

    [Theory]
    [InlineData(28, true)]
    [InlineData(122, true)]
    [InlineData(5, false)]
    public void The_answer_of_the_system_says_whether_the_disk_is_full(int error, bool isFull) =>
        Assert.Equal(isFull, StoreUnavailableException.Of(new IOException("no", error)).IsFull);

    private static ImportedMessage Imported(int number) => new(
        $"key{number}", (uint)number, MessageFlags.None, [], DateTimeOffset.UnixEpoch, null, null, () => new MemoryStream("Subject: a\n\nb\n"u8.ToArray()));

    private void Fill(TestStore test, long free)
    {
        _free = free;
        test.Room.Tend();
    }

    private async Task<string> Crashed()
    {
        await using var test = await Open();
        await test.Deliver(1, "kept");
        return test.Snapshot();
    }

    private Task<TestStore> Open(string? path = null) =>
        TestStore.Open(path, new JournalOptions { SegmentBytes = Megabyte, Space = () => (_free, 1000 * Megabyte) });
}
