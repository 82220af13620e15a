using System.Text;

using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Searching;
using Hikyaku.Mail.Searching.Conditions;
using Hikyaku.Mail.Searching.Indexing;
using Hikyaku.Mail.Store;

namespace Hikyaku.StoreTests;

/// <summary>The full-text index gives what reading every message gives, at any moment of its life.</summary>
public sealed class SearchIndexTests
{
    private const long Id = 3;
    private static readonly string[] Needles =
        ["needle", "NEED", "eedl", "hay", "two words", "words here", "o w", "会議", "議", "会議室", "カ", "ガ", "x-tag", "subject", "-", "", "absent", "12", "dle t"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_finds_what_reading_finds()
    {
        await using var test = await TestStore.Open();
        await Deliver(test, "the needle is here", "only hay", "two words here 会議室", "ガラス 12345", "カラス", "x-tag: needle two");

        await Fill(test);

        await IsRight(test, indexed: 6);
    }

    [Fact]
    public async Task What_it_does_not_have_yet_is_read()
    {
        await using var test = await TestStore.Open();
        await Deliver(test, "the needle is here", "only hay");
        await Fill(test);

        await Deliver(test, "one more needle", "会議");

        await IsRight(test, indexed: 2);
        await Fill(test);
        await IsRight(test, indexed: 4);
    }

    [Fact]
    public async Task What_is_gone_goes_from_it()
    {
        await using var test = await TestStore.Open();
        await Deliver(test, "the needle is here", "needle", "needle too");
        await Fill(test);
        var account = await test.Account(Id, Token);
        await account.Remove(account.Find("INBOX")!.Id, [2], Token);

        await Fill(test);

        await IsRight(test, indexed: 2);
    }

    [Fact]
    public async Task A_removed_mailbox_goes_from_it()
    {
        await using var test = await TestStore.Open();
        await Deliver(test, "needle");
        var account = await test.Account(Id, Token);
        var made = Assert.IsType<MailboxResult.Done>(await account.Create("More", SpecialUse.None, Token)).Mailbox;
        await account.Copy(account.Find("INBOX")!.Id, [1], made.Id, 0, 0, Token);
        await Fill(test);

        await account.Delete(made.Id, Token);
        await Fill(test);

        await account.Core.SearchIndex.Use<object>(create: false, async index =>
        {
            Assert.DoesNotContain(made.Id, await index.Mailboxes(Token));
            return index;
        });
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_from_where_it_was()
    {
        var path = TestStore.NewFolder();
        await using (var test = await TestStore.Open(path))
        {
            await Deliver(test, "the needle is here", "only hay");
            await Fill(test);
            await Deliver(test, "needle");
        }

        await using (var test = await TestStore.Open(path))
        {
            await IsRight(test, indexed: 2);
            await Fill(test);
            await IsRight(test, indexed: 3);
        }

        System.IO.Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task A_killed_server_leaves_one_that_is_right()
    {
        await using var test = await TestStore.Open();
        await Deliver(test, "the needle is here", "only hay");
        await Fill(test);
        await Deliver(test, "needle", "会議");
        var copy = test.Snapshot();

        await using (var second = await TestStore.Open(copy))
        {
            await IsRight(second, indexed: 2);
            await Fill(second);
            await IsRight(second, indexed: 4);
        }

        System.IO.Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task A_damaged_one_is_made_anew()
    {
        var path = TestStore.NewFolder();
        await using (var test = await TestStore.Open(path))
        {
            await Deliver(test, "the needle is here", "only hay");
            await Fill(test);
        }

        var file = Path.Combine(path, "accounts", "03", "3", "search.db");
        await File.WriteAllBytesAsync(file, Encoding.ASCII.GetBytes(new string('x', 8192)), Token);
        await using (var test = await TestStore.Open(path))
        {
            await IsRight(test, indexed: 0);
            await Fill(test);
            await IsRight(test, indexed: 2);
        }

        System.IO.Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task Verify_names_a_damaged_one_and_repair_drops_it()
    {
        var path = TestStore.NewFolder();
        await using (var test = await TestStore.Open(path))
        {
            await Deliver(test, "the needle is here");
            await Fill(test);
        }

        await File.WriteAllBytesAsync(Path.Combine(path, "accounts", "03", "3", "search.db"), new byte[8192].Select(_ => (byte)'x').ToArray(), Token);
        await using (var test = await TestStore.Open(path))
        {
            var told = Assert.Single(await new StoreCheck(test.Store).Check(new AccountId(Id), repair: false, Token));
            Assert.Equal((StoreProblemKind.IndexDamaged, false), (told.Kind, told.IsRepaired));
            told = Assert.Single(await new StoreCheck(test.Store).Check(new AccountId(Id), repair: true, Token));
            Assert.Equal((StoreProblemKind.IndexDamaged, true), (told.Kind, told.IsRepaired));
            Assert.Empty(await new StoreCheck(test.Store).Check(new AccountId(Id), repair: false, Token));
            await Fill(test);
            await IsRight(test, indexed: 1);
        }

        System.IO.Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task Turned_off_it_is_neither_asked_nor_filled()
    {
        await using var test = await TestStore.Open();
        test.Store.Parts.Index.IsOn = false;
        await Deliver(test, "the needle is here", "only hay", "a", "b", "c");

        Assert.Null(test.Store.Parts.Index.Take(new AccountId(Id)));
        await IsRight(test, indexed: 0);
    }

    private static async Task Deliver(TestStore test, params string[] bodies)
    {
        foreach (var body in bodies)
        {
            await using var content = MessageContent.FromMemory(Encoding.UTF8.GetBytes(
                $"From: A <a@b.example>\r\nSubject: subject {body.Length}\r\nX-Tag: tagged {body}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"));
            await test.Store.Deliver(content, [new MailboxDelivery(TestStore.Account(Id), "INBOX", MessageFlags.None, [])], [], Token);
        }
    }

    private static async Task Fill(TestStore test)
    {
        var account = await test.Account(Id, Token);
        if (test.Store.Parts.Index.Take(account.Id) is { } pending)
        {
            Assert.True(await new IndexFill(account.Core, TimeProvider.System).Run(pending, Token));
        }
    }

    private static async Task IsRight(TestStore test, int indexed)
    {
        var account = await test.Account(Id, Token);
        var inbox = account.Find("INBOX")!.Id;
        var index = (await account.Index(inbox, Token))!;
        var isOn = test.Store.Parts.Index.IsOn;
        foreach (var needle in Needles.Select(text => new TextNeedle(text)))
        {
            foreach (var condition in (IEnumerable<Condition>)[
                new TextHas(needle, withHeader: false), new TextHas(needle, withHeader: true), new HeaderHas("X-TAG", needle),
                new NoneOf(new TextHas(needle, withHeader: false))])
            {
                var found = await new MessageSearch(account, index, condition).Run(null, Token);
                test.Store.Parts.Index.IsOn = false;
                var read = await new MessageSearch(account, index, condition).Run(null, Token);
                test.Store.Parts.Index.IsOn = isOn;
                Assert.Equal(read, found);
            }
        }

        var answer = await account.Core.SearchIndex.Use(create: false, db =>
            db.Ask(inbox, index.UidValidity, new IndexQuestion(new Formats.Text.NeedleTokens("A"), InHeader: true, InBody: true), Token));
        Assert.Equal(indexed, answer?.Covered.All().Count() ?? 0);
    }
}
