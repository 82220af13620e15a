using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Sharing;
using Hikyaku.Mail.Store;

namespace Hikyaku.StoreTests;

/// <summary>Rights on mailboxes: as durable as the mailboxes.</summary>
public sealed class RightsTests
{
    private static readonly Grantee Bob = Grantee.Of(new AccountId(2));
    private static readonly Grantee Domain = Grantee.Of(new DomainId(7)) with { IsNegative = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_survive_a_restart_and_a_database_that_is_made_anew()
    {
        var path = TestStore.NewFolder();
        await using (var test = await TestStore.Open(path))
        {
            var account = await test.Account(1, Token);
            var inbox = account.Find("INBOX")!.Id;
            await account.SetRights(inbox, Bob, MailboxRights.Lookup | MailboxRights.Read, Token);
            await account.SetRights(inbox, Domain, MailboxRights.Read, Token);
            await account.SetRights(inbox, Grantee.Anyone, MailboxRights.All, Token);
            await account.SetRights(inbox, Grantee.Anyone, MailboxRights.None, Token);
        }

        await using (var test = await TestStore.Open(path))
        {
            Assert.Equal("-d7=r a2=lr", Text(await test.Account(1, Token), "INBOX"));

            await test.Store.Rebuild(new AccountId(1), Token);

            Assert.Equal("-d7=r a2=lr", Text(await test.Account(1, Token), "INBOX"));
            await Stored.IsSound(test);
        }

        System.IO.Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task They_stay_with_a_renamed_mailbox_are_inherited_below_it_and_go_with_it()
    {
        await using var test = await TestStore.Open();
        var account = await test.Account(1, Token);
        var archive = account.Find("Archive")!.Id;
        await account.SetRights(archive, Bob, MailboxRights.Lookup, Token);

        await account.Rename(archive, "Old", Token);
        await account.Create("Old/2026", SpecialUse.None, Token);

        Assert.Equal("a2=l", Text(account, "Old"));
        Assert.Equal("a2=l", Text(account, "Old/2026"));
        await account.Delete(archive, Token);
        Assert.Empty(account.Rights(archive));
        Assert.True(account.HasRights(Bob));
        await account.SetRights(account.Find("Old/2026")!.Id, Bob, MailboxRights.None, Token);
        Assert.False(account.HasRights(Bob));
        Assert.False(await account.SetRights(archive, Bob, MailboxRights.Lookup, Token));
    }

    [Fact]
    public async Task More_grantees_than_the_limit_are_refused()
    {
        await using var test = await TestStore.Open(limits: new StoreLimits { GranteesPerMailbox = 1 });
        var account = await test.Account(1, Token);
        var inbox = account.Find("INBOX")!.Id;

        Assert.True(await account.SetRights(inbox, Bob, MailboxRights.Lookup, Token));
        Assert.False(await account.SetRights(inbox, Grantee.Anyone, MailboxRights.Lookup, Token));
        Assert.True(await account.SetRights(inbox, Bob, MailboxRights.Read, Token));
    }

    private static string Text(MailAccount account, string name) => string.Join(
        ' ', account.Rights(account.Find(name)!.Id).Select(pair => $"{pair.Key}={RightsText.Format(pair.Value)}").Order(StringComparer.Ordinal));
}
