using Hikyaku.Formats.Passwords;
using Hikyaku.Mail.Directory;
using static Hikyaku.Mail.Directory.DirectoryRefusalReason;
using static Hikyaku.Tests.Directories.TestDirectory;

namespace Hikyaku.Tests.Directories;

public sealed class DirectoryEditorTests : IAsyncLifetime
{
    private static readonly Actor Import = new(Actor.ImportKind, "vpopmail", null);
    private readonly TestDirectory _under = new();
    private Domain _domain = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _domain = await _under.AddDomain("example.test");

    public ValueTask DisposeAsync() => _under.DisposeAsync();

    [Theory]
    [InlineData("no at sign", BadAddress)]
    [InlineData("a b@example.test", BadAddress)]
    [InlineData("\"a b\"@example.test", BadAddress)]
    [InlineData("a%b@example.test", BadAddress)]
    [InlineData("a@[127.0.0.1]", BadAddress)]
    [InlineData("a@other.example", UnknownDomain)]
    [InlineData("TAKEN@example.test", DuplicateAddress)]
    [InlineData("alias@example.test", DuplicateAddress)]
    public async Task An_account_with_a_wrong_address_is_refused(string address, DirectoryRefusalReason reason)
    {
        await _under.AddAccount("taken@example.test");
        await _under.AddAlias("alias@example.test", "taken@example.test");

        Assert.Equal(reason, Reason(await _under.Editor.AddAccount(new NewAccount { Address = address }, Operator, Cancellation)));
    }

    [Fact]
    public async Task Every_name_that_vpopmail_allowed_is_accepted()
    {
        const string allowed = "!#$&'*+-./09=?AZ^_`az{|}~";

        Assert.Equal(allowed.ToLowerInvariant() + "@example.test", (await _under.AddAccount(allowed + "@example.test")).Address);
        await _under.AddAccount(new string('x', 64) + "@example.test");
    }

    [Theory]
    [InlineData("not a domain", BadDomain)]
    [InlineData("192.0.2.1", BadDomain)]
    [InlineData("-a.example", BadDomain)]
    [InlineData("EXAMPLE.test.", DuplicateDomain)]
    public async Task A_wrong_domain_is_refused(string name, DirectoryRefusalReason reason) =>
        Assert.Equal(reason, Reason(await _under.Editor.AddDomain(new NewDomain(name), Operator, Cancellation)));

    [Fact]
    public async Task A_password_is_kept_as_argon2id_only()
    {
        var account = Done(await _under.Editor.AddAccount(
            new NewAccount { Address = "user@example.test", Password = "ぱすわーど12345" }, Operator, Cancellation));

        Assert.True(PasswordHash.TryParse(account.PasswordHash, out var hash, out _));
        Assert.Contains("argon2id", account.PasswordHash, StringComparison.Ordinal);
        Assert.True(hash.Verify("ぱすわーど12345"u8, "user@example.test"));
    }

    [Theory]
    [InlineData("short", PasswordTooShort)]
    [InlineData("long enough\0", BadPassword)]
    public async Task A_bad_password_is_refused(string password, DirectoryRefusalReason reason) =>
        Assert.Equal(reason, Reason(await _under.Editor.AddAccount(new NewAccount { Address = "a@example.test", Password = password }, Operator, Cancellation)));

    [Fact]
    public async Task A_hash_is_not_replaced_when_the_password_changed_meanwhile()
    {
        var account = await _under.AddAccount("user@example.test", hash: "old");

        Assert.Equal(HashChanged, Reason(await _under.Editor.ReplaceHash(account.Id, "other", "new", Cancellation)));
        Assert.Equal("new", Done(await _under.Editor.ReplaceHash(account.Id, "old", "new", Cancellation)).PasswordHash);
    }

    [Fact]
    public async Task An_alias_cannot_lead_back_to_itself()
    {
        await _under.AddAccount("user@example.test");
        await _under.AddAlias("b@example.test", "user@example.test");
        await _under.AddAlias("a@example.test", "b@example.test");

        Assert.Equal(SelfReference, Reason(await _under.Editor.AddAlias("c@example.test", ["C@example.test"], Operator, Cancellation)));
        Assert.Equal(AliasLoop, Reason(await _under.Editor.ChangeAlias("b@example.test", ["a@example.test"], Operator, Cancellation)));
    }

    [Theory]
    [InlineData("nobody@example.test", UnknownTarget)]
    [InlineData("|/bin/program", BadTarget)]
    public async Task A_wrong_target_is_refused(string target, DirectoryRefusalReason reason) =>
        Assert.Equal(reason, Reason(await _under.Editor.AddAlias("a@example.test", [target], Operator, Cancellation)));

    [Fact]
    public async Task An_import_may_name_targets_that_come_later() =>
        Assert.Equal(["later@example.test"], Done(await _under.Editor.AddAlias("a@example.test", ["later@example.test"], Import, Cancellation)).Targets);

    [Fact]
    public async Task Limits_hold_for_everyone_but_an_import()
    {
        await _under.AddDomain("small.example", new DomainLimits { Accounts = 1, Aliases = 0, Forwards = 0, DefaultQuotaBytes = 7 });
        var first = await _under.AddAccount("a@small.example");

        Assert.Equal(7, first.QuotaBytes);
        Assert.Equal(OverLimit, Reason(await _under.Editor.AddAccount(new NewAccount { Address = "b@small.example" }, Operator, Cancellation)));
        Assert.Equal(OverLimit, Reason(await _under.Editor.AddAlias("c@small.example", ["a@small.example"], Operator, Cancellation)));
        Assert.Equal(OverLimit, Reason(await _under.Editor.ChangeAccount(
            first.Id, new AccountChange { Forward = new Forward(["x@y.example"], true) }, Operator, Cancellation)));
        Done(await _under.Editor.AddAccount(new NewAccount { Address = "b@small.example" }, Import, Cancellation));
    }

    [Fact]
    public async Task Quotas_of_a_domain_add_up_to_its_limit_at_most()
    {
        await _under.AddDomain("small.example", new DomainLimits { QuotaBytes = 100 });
        var account = await _under.AddAccount("a@small.example", quota: 60);

        Assert.Equal(QuotaRequired, Reason(await _under.Editor.AddAccount(new NewAccount { Address = "b@small.example" }, Operator, Cancellation)));
        Assert.Equal(OverLimit, Reason(await _under.Editor.AddAccount(new NewAccount { Address = "b@small.example", QuotaBytes = 41 }, Operator, Cancellation)));
        Done(await _under.Editor.ChangeAccount(account.Id, new AccountChange { QuotaBytes = 100 }, Operator, Cancellation));
        Assert.Equal(QuotaRequired, Reason(await _under.Editor.ChangeAccount(account.Id, new AccountChange { QuotaBytes = 0 }, Operator, Cancellation)));
    }

    [Fact]
    public async Task A_domain_administrator_acts_within_his_domains_and_on_nobody_above_him()
    {
        var other = await _under.AddDomain("other.example");
        var (user, boss) = (await _under.AddAccount("user@example.test"), await _under.AddAccount("boss@example.test"));
        var (wide, chief) = (await _under.AddAccount("wide@example.test"), await _under.AddAccount("chief@example.test"));
        Done(await _under.Editor.Grant(boss.Id, _domain.Id, Operator, Cancellation));
        Done(await _under.Editor.Grant(wide.Id, other.Id, Operator, Cancellation));
        Done(await _under.Editor.Grant(chief.Id, null, Operator, Cancellation));
        var actor = Actor.For(boss, null);

        Done(await _under.Editor.SetPassword(user.Id, "a new password", actor, Cancellation));
        Done(await _under.Editor.Grant(user.Id, _domain.Id, actor, Cancellation));
        Assert.Equal(NotPermitted, Reason(await _under.Editor.SetPassword(chief.Id, "a new password", actor, Cancellation)));
        Assert.Equal(NotPermitted, Reason(await _under.Editor.RemoveAccount(wide.Id, actor, Cancellation)));
        Assert.Equal(NotPermitted, Reason(await _under.Editor.AddAccount(new NewAccount { Address = "x@other.example" }, actor, Cancellation)));
        Assert.Equal(NotPermitted, Reason(await _under.Editor.Grant(user.Id, null, actor, Cancellation)));
        Assert.Equal(NotPermitted, Reason(await _under.Editor.ChangeDomain(_domain.Id, new DomainChange { IsLive = false }, actor, Cancellation)));
        Assert.Equal(NotPermitted, Reason(await _under.Settings.Set("signIn.defaultDomain", "example.test", actor, Cancellation)));
    }

    [Fact]
    public async Task An_owner_changes_his_own_forward_and_password_only()
    {
        var (user, other) = (await _under.AddAccount("user@example.test"), await _under.AddAccount("other@example.test"));
        var actor = Actor.For(user, null);

        Done(await _under.Editor.ChangeAccount(user.Id, new AccountChange { Forward = new Forward(["a@b.example"], true) }, actor, Cancellation));
        Done(await _under.Editor.SetPassword(user.Id, "a new password", actor, Cancellation));
        Assert.Equal(NotPermitted, Reason(await _under.Editor.ChangeAccount(user.Id, new AccountChange { QuotaBytes = 0 }, actor, Cancellation)));
        Assert.Equal(NotPermitted, Reason(await _under.Editor.SetPassword(other.Id, "a new password", actor, Cancellation)));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        var chief = await _under.AddAccount("chief@example.test");
        Done(await _under.Editor.Grant(chief.Id, null, Operator, Cancellation));

        Assert.Equal(LastAdministrator, Reason(await _under.Editor.Revoke(chief.Id, null, Operator, Cancellation)));
        Assert.Equal(LastAdministrator, Reason(await _under.Editor.RemoveAccount(chief.Id, Operator, Cancellation)));
        Assert.Equal(LastAdministrator, Reason(await _under.Editor.RemoveDomain(_domain.Id, true, Operator, Cancellation)));
    }

    [Fact]
    public void Every_refusal_has_a_text()
    {
        var silent = Enum.GetValues<DirectoryRefusalReason>()
            .Where(reason => new DirectoryRefusal(reason, "1", "2", "3").Text(new System.Globalization.CultureInfo("ja")) == reason.ToString());

        Assert.Empty(silent);
    }
}
