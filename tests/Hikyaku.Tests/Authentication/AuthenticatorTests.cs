using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hikyaku.Formats.Passwords;
using Hikyaku.Mail.Authentication;
using Hikyaku.Mail.Directory;
using Hikyaku.Tests.Directories;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Authentication;

public sealed class AuthenticatorTests : IAsyncDisposable
{
    private const string User = "hanako@sakura.test";
    private readonly FakeTimeProvider _time = new();
    private readonly TestDirectory _directory;
    private readonly PasswordWorkers _workers = new();
    private readonly Authenticator _authenticator;

    public AuthenticatorTests()
    {
        _directory = new TestDirectory(null, _time, typeof(SignInSettings));
        _authenticator = new Authenticator(_directory.Directory, _directory.Editor, _directory.Settings, _workers, _time, NullLogger<Authenticator>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _workers.Dispose();
        await _directory.DisposeAsync();
    }

    [Theory]
    [InlineData("hanako@sakura.test")]
    [InlineData("HANAKO@Sakura.TEST")]
    [InlineData("hanako%sakura.test")]
    [InlineData("hanako/sakura.test")]
    public async Task The_right_password_signs_in_by_every_form_of_the_name(string userName)
    {
        await AddAccount("{PLAIN}secret");

        Assert.Equal(User, Assert.IsType<SignInResult.SignedIn>(await SignIn(userName, "secret")).Account.Address);
    }

    [Theory]
    [InlineData("{PLAIN}secret", "wrong", SignInRefusal.WrongPassword)]
    [InlineData("", "secret", SignInRefusal.NoPassword)]
    [InlineData("$6$cut", "secret", SignInRefusal.UnusableHash)]
    public async Task A_refusal_has_its_reason(string hash, string password, SignInRefusal reason)
    {
        await AddAccount(hash);

        Assert.Equal(reason, Reason(await SignIn(User, password)));
    }

    [Fact]
    public async Task A_session_holds_until_its_account_loses_access()
    {
        await AddAccount("{PLAIN}secret");
        var account = Assert.IsType<SignInResult.SignedIn>(await SignIn(User, "secret")).Account;
        var imap = _authenticator.Watch(account, Services.Imap);
        var pop3 = _authenticator.Watch(account, Services.Pop3);
        Assert.True(await imap.Holds(default));

        await _directory.Editor.ChangeAccount(account.Id, new AccountChange { Services = Services.All & ~Services.Pop3 }, TestDirectory.Operator, default);

        Assert.True(await imap.Holds(default));
        Assert.False(await pop3.Holds(default));
        await _directory.Editor.SetPasswordHash(account.Id, "{PLAIN}other", TestDirectory.Operator, default);
        Assert.False(await imap.Holds(default));
    }

    [Fact]
    public async Task A_session_ends_when_the_account_is_removed_and_is_told_so()
    {
        await AddAccount("{PLAIN}secret");
        var account = Assert.IsType<SignInResult.SignedIn>(await SignIn(User, "secret")).Account;
        var watch = _authenticator.Watch(account, Services.Imap);
        var told = 0;
        using (watch.Observe(() => told++))
            await _directory.Editor.RemoveAccount(account.Id, TestDirectory.Operator, default);

        Assert.Equal(1, told);
        Assert.False(await watch.Holds(default));
    }

    [Fact]
    public async Task A_better_hash_of_the_same_password_ends_no_session()
    {
        await AddAccount("{PLAIN}secret");
        var account = Assert.IsType<SignInResult.SignedIn>(await SignIn(User, "secret")).Account;
        var first = _authenticator.Watch(account, Services.Imap);
        Assert.True(await first.Holds(default));
        await _directory.Editor.ChangeDomain(account.DomainId, new DomainChange { ReplaceHashes = true }, TestDirectory.Operator, default);
        var again = Assert.IsType<SignInResult.SignedIn>(await SignIn(User, "secret")).Account;

        Assert.NotEqual(account.PasswordHash, (await _directory.Directory.GetAccount(account.Id, default))!.PasswordHash);
        Assert.True(await first.Holds(default));
        Assert.True(await _authenticator.Watch(again, Services.Imap).Holds(default));
    }

    [Fact]
    public async Task An_unknown_name_is_refused() => Assert.Equal(SignInRefusal.UnknownAccount, Reason(await SignIn("nobody@sakura.test", "x")));

    [Theory]
    [InlineData(AccountState.Suspended, Services.All, SignInRefusal.Suspended)]
    [InlineData(AccountState.Active, Services.All & ~Services.Imap, SignInRefusal.ServiceDisabled)]
    public async Task State_and_service_are_asked_after_the_password(AccountState state, Services services, SignInRefusal reason)
    {
        var account = await AddAccount("{PLAIN}secret");
        await _directory.Editor.ChangeAccount(account.Id, new AccountChange { State = state, Services = services }, TestDirectory.Operator, default);

        Assert.Equal(reason, Reason(await SignIn(User, "secret")));
        Assert.Equal(SignInRefusal.WrongPassword, Reason(await SignIn(User, "wrong")));
    }

    [Fact]
    public async Task An_account_that_takes_no_mail_still_signs_in()
    {
        var account = await AddAccount("{PLAIN}secret");
        await _directory.Editor.ChangeAccount(account.Id, new AccountChange { State = AccountState.NoInbound }, TestDirectory.Operator, default);

        Assert.IsType<SignInResult.SignedIn>(await SignIn(User, "secret"));
    }

    [Fact]
    public async Task Guessing_is_slowed_for_the_name_and_address_only()
    {
        await AddAccount("{PLAIN}secret");
        await Guess(6);

        Assert.Equal(SignInRefusal.Throttled, Reason(await SignIn(User, "secret")));
        Assert.IsType<SignInResult.SignedIn>(await SignIn(User, "secret", "192.0.2.2"));
        _time.Advance(TimeSpan.FromMinutes(16));
        Assert.IsType<SignInResult.SignedIn>(await SignIn(User, "secret"));
    }

    [Fact]
    public async Task All_spellings_of_a_name_share_their_guesses()
    {
        await AddAccount("{PLAIN}secret");
        string[] spellings = [User, "hanako%sakura.test", "hanako/sakura.test", "HANAKO@sakura.test"];
        for (var i = 0; i < 6; i++)
        {
            await SignIn(spellings[i % spellings.Length], "guess " + i);
        }

        foreach (var name in spellings)
        {
            Assert.Equal(SignInRefusal.Throttled, Reason(await SignIn(name, "secret")));
        }
    }

    [Theory]
    [InlineData("{PLAIN}")]
    [InlineData("AxVF766wuMDcM")]
    public async Task An_empty_password_signs_nobody_in(string hash)
    {
        await AddAccount(hash);

        Assert.Equal(SignInRefusal.WrongPassword, Reason(await SignIn(User, "")));
    }

    [Fact]
    public async Task A_switched_off_domain_lets_nobody_in()
    {
        var account = await AddAccount("{PLAIN}secret");
        await _directory.Editor.ChangeDomain(account.DomainId, new DomainChange { IsActive = false }, TestDirectory.Operator, default);

        Assert.Equal(SignInRefusal.DomainInactive, Reason(await SignIn(User, "secret")));
    }

    [Fact]
    public async Task A_service_that_the_domain_switched_off_is_refused()
    {
        var account = await AddAccount("{PLAIN}secret");
        await _directory.Editor.ChangeDomain(account.DomainId, new DomainChange { DisabledServices = Services.Imap }, TestDirectory.Operator, default);

        Assert.Equal(SignInRefusal.ServiceDisabled, Reason(await SignIn(User, "secret")));
    }

    [Fact]
    public async Task A_phone_that_repeats_one_old_password_is_not_slowed()
    {
        await AddAccount("{PLAIN}secret");
        for (var i = 0; i < 50; i++)
        {
            await SignIn(User, "old password");
        }

        Assert.IsType<SignInResult.SignedIn>(await SignIn(User, "secret"));
    }

    [Fact]
    public async Task An_exempt_network_is_never_slowed()
    {
        await AddAccount("{PLAIN}secret");
        await _directory.Settings.Set("signIn.throttleExempt", "192.0.2.0/24", TestDirectory.Operator, default);
        await Guess(30);

        Assert.IsType<SignInResult.SignedIn>(await SignIn(User, "secret"));
    }

    [Fact]
    public async Task A_changed_password_takes_effect_at_once()
    {
        var account = await AddAccount("{PLAIN}secret");
        await SignIn(User, "secret");
        await _directory.Editor.SetPasswordHash(account.Id, "{PLAIN}other", TestDirectory.Operator, default);

        Assert.Equal(SignInRefusal.WrongPassword, Reason(await SignIn(User, "secret")));
        Assert.IsType<SignInResult.SignedIn>(await SignIn(User, "other"));
    }

    [Theory]
    [InlineData(false, "{PLAIN}secret")]
    [InlineData(true, "{ARGON2ID}")]
    public async Task An_old_hash_is_replaced_only_when_the_domain_says_so(bool replaces, string prefix)
    {
        var account = await AddAccount("{PLAIN}secret");
        await _directory.Editor.ChangeDomain(account.DomainId, new DomainChange { ReplaceHashes = replaces }, TestDirectory.Operator, default);
        await SignIn(User, "secret");

        Assert.StartsWith(prefix, (await _directory.Directory.FindAccount(User, default))!.PasswordHash, StringComparison.Ordinal);
        Assert.IsType<SignInResult.SignedIn>(await SignIn(User, "secret"));
    }

    [Fact]
    public async Task Scram_is_offered_only_while_every_account_has_keys()
    {
        await AddAccount(ScramHash.Derive(HashAlgorithmName.SHA256, "secret"u8, "salt of sixteen."u8, 4096).ToString());
        Assert.Equal(["SCRAM-SHA-256", "PLAIN", "LOGIN"], await SaslServer.Mechanisms(null, _authenticator, default));

        await _directory.AddAccount("taro@sakura.test", "{PLAIN}x");
        Assert.Equal(["PLAIN", "LOGIN"], await SaslServer.Mechanisms(null, _authenticator, default));
    }

    internal static SignInContext Context(string mechanism = "PLAIN", string address = "192.0.2.1") =>
        new(Services.Imap, IPAddress.Parse(address), IsTls: true, mechanism, "test");

    private static SignInRefusal Reason(SignInResult result) => Assert.IsType<SignInResult.Refused>(result).Reason;

    private async Task<Account> AddAccount(string hash)
    {
        await _directory.AddDomain("sakura.test");
        return await _directory.AddAccount(User, hash);
    }

    private async Task Guess(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await SignIn(User, "guess " + i);
        }
    }

    private async Task<SignInResult> SignIn(string userName, string password, string address = "192.0.2.1") =>
        await _authenticator.SignIn(Context(address: address), userName, Encoding.UTF8.GetBytes(password), default);
}
