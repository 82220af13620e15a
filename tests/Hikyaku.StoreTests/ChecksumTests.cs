using System.Text;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;
using Hikyaku.Storage.Sqlite;

namespace Hikyaku.StoreTests;

/// <summary>Octets of message files that rot while their number stays.</summary>
public sealed class ChecksumTests
{
    private static readonly AccountId Id = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_flipped_bit_is_told_and_marked_once()
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "m1");
        await test.Deliver(1, "m2");
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!.Id;
        Flip(test, inbox, 2);

        var found = Assert.Single(await Check(test, repair: false));
        var repaired = Assert.Single(await Check(test, repair: true));

        Assert.Equal((StoreProblemKind.WrongOctets, "INBOX", 2u, false), (found.Kind, found.Mailbox, found.Uid, found.IsRepaired));
        Assert.True(repaired.IsRepaired);
        Assert.Empty(await Check(test, repair: false));
        var index = (await account.Index(inbox, Token))!;
        Assert.True(index.TryGet(2, out var marked));
        Assert.Equal(["$Damaged"], marked.Keywords);
        Assert.True(index.TryGet(1, out var other));
        Assert.Empty(other.Keywords);
        await Stored.IsSound(test);
    }

    [Fact]
    public async Task A_quick_check_leaves_the_octets_unread()
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "m1");
        Flip(test, (await test.Account(1, Token)).Find("INBOX")!.Id, 1);

        Assert.Empty(await new StoreCheck(test.Store).Check(Id, repair: false, isQuick: true, Token));
    }

    [Theory]
    [InlineData("spool")]
    [InlineData("copy")]
    [InlineData("move")]
    [InlineData("import")]
    [InlineData("rebuild")]
    [InlineData("replay")]
    public async Task However_a_message_came_its_octets_are_watched(string how)
    {
        var path = TestStore.NewFolder();
        var test = await TestStore.Open(path);
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!.Id;
        var (mailbox, uid) = (inbox, 1u);
        switch (how)
        {
            case "spool": await DeliverLarge(test); break;
            case "import": await Import(account, inbox); break;
            default: await test.Deliver(1, "m1"); break;
        }

        switch (how)
        {
            case "copy":
            case "move":
                mailbox = account.Find("Archive")!.Id;
                _ = how == "copy" ? await account.Copy(inbox, [1], mailbox, 0, 0, Token) : await account.Move(inbox, [1], mailbox, Token);
                break;
            case "rebuild":
                await test.Store.Rebuild(Id, Token);
                break;
            case "replay":
                var image = test.Snapshot();
                System.IO.Directory.Delete(Path.Combine(image, "accounts"), recursive: true);
                await test.DisposeAsync();
                System.IO.Directory.Delete(path, recursive: true);
                path = image;
                test = await TestStore.Open(path);
                break;
            default:
                break;
        }

        Assert.Empty(await Check(test, repair: false));
        Flip(test, mailbox, uid);
        var found = await Check(test, repair: false);

        Assert.All(found, problem => Assert.Equal(StoreProblemKind.WrongOctets, problem.Kind));
        // A copy is another name of the same file.
        Assert.Equal(how == "copy" ? 2 : 1, found.Count);
        await test.DisposeAsync();
        System.IO.Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task A_message_of_a_version_without_checksums_is_taken_as_it_is()
    {
        await using var test = await TestStore.Open();
        await test.Deliver(1, "m1");
        var inbox = (await test.Account(1, Token)).Find("INBOX")!.Id;
        await test.Late.Write();
        using (var session = SqliteDatabase.OpenSession(
            Path.Combine(test.Path, "accounts", "01", "1", "mail.db"), new SqliteOptions("mail", SqliteSynchronous.Normal)))
        {
            session.Run("UPDATE messages SET checksum = NULL");
        }

        Flip(test, inbox, 1);

        Assert.Empty(await Check(test, repair: false));
    }

    private static ValueTask<IReadOnlyList<StoreProblem>> Check(TestStore test, bool repair) => new StoreCheck(test.Store).Check(Id, repair, Token);

    private static void Flip(TestStore test, MailboxId mailbox, uint uid)
    {
        var path = test.Files.PathOf(MessageLocation.InMailbox(Id, mailbox, uid));
        var octets = File.ReadAllBytes(path);
        octets[octets.Length / 2] ^= 0x10;
        File.WriteAllBytes(path, octets);
    }

    private static async Task DeliverLarge(TestStore test)
    {
        await using var writer = test.Store.CreateMessage();
        writer.Write("Subject: large\r\n\r\n"u8);
        for (var i = 0; i < 70_000; i++)
        {
            writer.Write("thirty-three octets in each line\r\n"u8[(i % 3)..]);
        }

        await using var content = await writer.Complete(0);
        Assert.NotNull(content.FilePath);
        await test.Store.Deliver(content, [new MailboxDelivery(TestStore.Account(1), "INBOX", MessageFlags.None, [])], [], Token);
    }

    private static async Task Import(MailAccount account, MailboxId inbox) => await account.ImportMessages(
        inbox,
        [
            new ImportedMessage(
                "k", 1, MessageFlags.None, [], DateTimeOffset.UnixEpoch, null, null,
                () => new MemoryStream(Encoding.ASCII.GetBytes("Subject: i\n\nlines that end with LF\n"))),
        ],
        Token);
}
