using Hikyaku.Mail.Changes;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Store;

namespace Hikyaku.StoreTests;

/// <summary>Named values of mailboxes: as durable as the mailboxes, and told to those who follow.</summary>
public sealed class AnnotationTests
{
    private static readonly AccountId Id = new(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_survive_a_restart_and_a_database_that_is_made_anew()
    {
        var path = TestStore.NewFolder();
        await using (var test = await TestStore.Open(path))
        {
            var account = await test.Account(1, Token);
            var inbox = account.Find("INBOX")!.Id;
            await Set(account, inbox, "/shared/a", "one");
            await Set(account, inbox, "/shared/b", "two");
            await Set(account, inbox, "/shared/b", null);
            await Set(account, default, "/private/c", "three");
        }

        await using (var test = await TestStore.Open(path))
        {
            var account = await test.Account(1, Token);
            Assert.Equal("/shared/a=one", await All(account, account.Find("INBOX")!.Id));

            await test.Store.Rebuild(Id, Token);

            Assert.Equal("/shared/a=one", await All(account, account.Find("INBOX")!.Id));
            Assert.Equal("/private/c=three", await All(account, default));
            await Stored.IsSound(test);
        }

        System.IO.Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task They_stay_with_a_renamed_mailbox_and_go_with_a_removed_one()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        var archive = account.Find("Archive")!.Id;
        await Set(account, archive, "/shared/a", "one");

        await account.Rename(archive, "Old", Token);
        Assert.Equal("/shared/a=one", await All(account, archive));

        await account.Delete(archive, Token);
        Assert.Equal("", await All(account, archive));
        Assert.IsType<AnnotationResult.Gone>(await account.Annotate(archive, [new Annotation("/shared/a", default, [1])], null, Token));
    }

    [Fact]
    public async Task Private_ones_belong_to_their_reader()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!.Id;

        await account.Annotate(inbox, [new Annotation("/private/a", Id, "mine"u8.ToArray()), new Annotation("/private/a", new AccountId(2), "his"u8.ToArray())], null, Token);

        Assert.Equal("/private/a=mine", await All(account, inbox));
        var named = await account.AnnotationsNamed("/private/a", new AccountId(2), Token);
        Assert.Equal("his"u8.ToArray(), named[inbox]);
    }

    [Fact]
    public async Task More_than_the_limits_allow_is_refused_whole()
    {
        await using var test = await TestStore.Open(limits: new StoreLimits { AnnotationsPerMailbox = 2, AnnotationBytesOfAccount = 100 });
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!.Id;
        var three = new[] { "/shared/a", "/shared/b", "/shared/c" }.Select(name => new Annotation(name, default, [1])).ToList();

        Assert.IsType<AnnotationResult.TooMany>(await account.Annotate(inbox, three, null, Token));
        Assert.IsType<AnnotationResult.TooMany>(await account.Annotate(inbox, [new Annotation("/shared/a", default, new byte[101])], null, Token));
        Assert.Equal("", await All(account, inbox));
        Assert.IsType<AnnotationResult.Done>(await account.Annotate(inbox, three[..2], null, Token));
    }

    [Fact]
    public async Task Who_follows_learns_what_changed_and_nothing_else()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        var archive = account.Find("Archive")!.Id;
        using var names = account.Follow(ChangeKinds.Names | ChangeKinds.Subscriptions);
        using var messages = account.Follow(ChangeKinds.Messages | ChangeKinds.Flags);

        await account.Rename(archive, "Old", Token);
        await account.SetSubscribed("Nowhere", true, Token);
        await test.Deliver(1, "m1");
        await test.Deliver(1, "m2");
        await account.Delete(archive, Token);

        Assert.Equal(["Named Old Archive", "Subscribed Nowhere", "Removed Old"], names.Take(out var missed).Select(Text));
        Assert.False(missed);
        Assert.Equal(["Messages"], messages.Take(out _).Select(change => change.Kind.ToString()));
        Assert.Empty(messages.Take(out _));
        await account.StoreFlags(account.Find("INBOX")!.Id, [1], new FlagChange(FlagChangeMode.Add, MessageFlags.Seen, []), null, Token);
        await test.Deliver(1, "m3");
        Assert.Equal(["Flags", "Messages"], messages.Take(out _).Select(change => change.Kind.ToString()));
    }

    [Fact]
    public async Task Who_takes_too_late_is_told_so()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        using var follower = account.Follow(ChangeKinds.Subscriptions);

        for (var i = 0; i <= AccountFollower.Kept; i++)
        {
            await account.SetSubscribed("Sent", i % 2 != 0, Token);
        }

        Assert.Equal(AccountFollower.Kept, follower.Take(out var missed).Count);
        Assert.True(missed);
        Assert.Empty(follower.Take(out missed));
        Assert.False(missed);
    }

    private static string Text(MailChange change) => change switch
    {
        MailChange.Named named => $"Named {named.Name} {named.OldName}",
        MailChange.Removed removed => $"Removed {removed.Name}",
        MailChange.Subscribed subscribed => $"Subscribed {subscribed.Name}",
        _ => change.GetType().Name,
    };

    private static async Task Set(MailAccount account, MailboxId mailbox, string name, string? value) => Assert.IsType<AnnotationResult.Done>(
        await account.Annotate(
            mailbox, [new Annotation(name, name.StartsWith("/private", StringComparison.Ordinal) ? Id : default, value is null ? null : System.Text.Encoding.UTF8.GetBytes(value))],
            null, Token));

    private static async Task<string> All(MailAccount account, MailboxId mailbox) => string.Join(
        ' ', (await account.Annotations(mailbox, Id, Token)).Select(annotation => $"{annotation.Name}={System.Text.Encoding.UTF8.GetString(annotation.Value!)}"));
}
