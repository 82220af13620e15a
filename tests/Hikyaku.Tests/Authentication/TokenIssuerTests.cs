using System.Text;
using Hikyaku.Mail.Authentication;
using Hikyaku.Tests.Directories;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hikyaku.Tests.Authentication;

public sealed class TokenIssuerTests : IAsyncDisposable
{
    private const string User = "user@a.test";
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private readonly TestDirectory _directory = new(null, null, typeof(SignInSettings), typeof(OAuthSettings));
    private readonly FakeIssuer _issuer = new();
    private readonly PasswordWorkers _workers = new();
    private readonly TokenIssuer _tokens;
    private readonly Authenticator _authenticator;

    public TokenIssuerTests()
    {
        _tokens = new TokenIssuer(_issuer, _directory.Settings, _time, NullLogger<TokenIssuer>.Instance);
        _authenticator = new Authenticator(
            _directory.Directory, _directory.Editor, _directory.Settings, _workers, _time, NullLogger<Authenticator>.Instance, null, _tokens);
    }

    public async ValueTask DisposeAsync()
    {
        _issuer.Dispose();
        _workers.Dispose();
        await _directory.DisposeAsync();
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task A_token_of_the_issuer_names_its_user(string algorithm)
    {
        await Configure();

        Assert.Equal(User, await _tokens.Verify(_issuer.Token(_time.GetUtcNow(), User, algorithm), default));
    }

    [Theory]
    [InlineData("iss", "https://evil.example.test")]
    [InlineData("aud", "other")]
    [InlineData("aud", null)]
    [InlineData("exp", 1)]
    [InlineData("exp", null)]
    [InlineData("nbf", 4_000_000_000L)]
    [InlineData("email", null)]
    [InlineData("email_verified", false)]
    public async Task A_token_that_is_not_for_here_and_now_is_refused(string claim, object? value)
    {
        await Configure();

        Assert.Null(await _tokens.Verify(_issuer.Token(_time.GetUtcNow(), User, "RS256", (claim, value)), default));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("RS999")]
    public async Task A_token_without_a_signature_is_refused(string algorithm)
    {
        await Configure();

        Assert.Null(await _tokens.Verify(_issuer.Token(_time.GetUtcNow(), User, algorithm), default));
    }

    [Fact]
    public async Task A_token_that_was_changed_is_refused()
    {
        await Configure();
        var token = _issuer.Token(_time.GetUtcNow(), User);
        var other = _issuer.Token(_time.GetUtcNow(), "boss@a.test");

        Assert.Null(await _tokens.Verify(other[..other.LastIndexOf('.')] + token[token.LastIndexOf('.')..], default));
        Assert.Null(await _tokens.Verify("a.b.c", default));
    }

    [Fact]
    public async Task Keys_are_fetched_once_and_a_new_key_makes_them_fetched_again_but_not_for_each_token()
    {
        await Configure();
        await _tokens.Verify(_issuer.Token(_time.GetUtcNow(), User), default);
        await _tokens.Verify(_issuer.Token(_time.GetUtcNow(), User, "ES256"), default);
        Assert.Equal(2, _issuer.Asked.Count);

        _issuer.KeyId = "3";
        Assert.Null(await _tokens.Verify(_issuer.Token(_time.GetUtcNow(), User), default));
        Assert.Equal(2, _issuer.Asked.Count);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(User, await _tokens.Verify(_issuer.Token(_time.GetUtcNow(), User), default));
        Assert.Equal(4, _issuer.Asked.Count);
    }

    [Fact]
    public async Task The_last_keys_count_for_a_day_while_the_issuer_is_down()
    {
        await Configure();
        await _tokens.Verify(_issuer.Token(_time.GetUtcNow(), User), default);
        _issuer.IsDown = true;

        _time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(User, await _tokens.Verify(_issuer.Token(_time.GetUtcNow(), User), default));
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Null(await _tokens.Verify(_issuer.Token(_time.GetUtcNow(), User), default));
    }

    [Theory]
    [InlineData("OAUTHBEARER", "n,a=user@a.test,\u0001host=h\u0001port=143\u0001auth=Bearer {0}\u0001\u0001")]
    [InlineData("OAUTHBEARER", "n,,\u0001auth=bearer {0}\u0001\u0001")]
    [InlineData("XOAUTH2", "user=user@a.test\u0001auth=Bearer {0}\u0001\u0001")]
    public async Task Both_mechanisms_sign_in(string mechanism, string form)
    {
        await Configure();
        await Account();

        var done = Assert.IsType<SaslStep.Done>(await Start(mechanism)!.Step(Message(form, User), default));

        Assert.Equal(User, Assert.IsType<SignInResult.SignedIn>(done.Result).Account.Address);
    }

    [Theory]
    [InlineData("n,a=boss@a.test,\u0001auth=Bearer {0}\u0001\u0001", User, SignInRefusal.OtherIdentity)]
    [InlineData("n,,\u0001auth=Bearer {0}x\u0001\u0001", User, SignInRefusal.InvalidToken)]
    [InlineData("n,,\u0001auth=Bearer {0}\u0001\u0001", "nobody@a.test", SignInRefusal.UnknownAccount)]
    public async Task A_refusal_is_told_before_the_exchange_ends(string form, string owner, SignInRefusal reason)
    {
        await Configure();
        await Account();
        var server = Start("OAUTHBEARER")!;

        var why = Assert.IsType<SaslStep.Challenge>(await server.Step(Message(form, owner), default));
        Assert.Contains("invalid_token", Encoding.ASCII.GetString(why.Octets.Span), StringComparison.Ordinal);
        var done = Assert.IsType<SaslStep.Done>(await server.Step("\u0001"u8.ToArray(), default));

        Assert.Equal(reason, Assert.IsType<SignInResult.Refused>(done.Result).Reason);
    }

    [Theory]
    [InlineData("OAUTHBEARER", "")]
    [InlineData("OAUTHBEARER", "p=tls-unique,,\u0001auth=Bearer x\u0001\u0001")]
    [InlineData("OAUTHBEARER", "n,,\u0001auth=Basic x\u0001\u0001")]
    [InlineData("OAUTHBEARER", "n,,\u0001auth=Bearer x")]
    [InlineData("XOAUTH2", "user=\u0001auth=Bearer x\u0001\u0001")]
    public async Task Broken_messages_are_no_sign_in(string mechanism, string message)
    {
        await Configure();

        Assert.IsType<SaslStep.Malformed>(await Start(mechanism)!.Step(Encoding.UTF8.GetBytes(message), default));
    }

    [Fact]
    public async Task Without_an_issuer_the_mechanisms_are_not_there()
    {
        Assert.Null(Start("OAUTHBEARER"));
        Assert.DoesNotContain("XOAUTH2", await SaslServer.Mechanisms(null, _authenticator, default));

        await Configure();

        Assert.Contains("XOAUTH2", await SaslServer.Mechanisms(null, _authenticator, default));
    }

    private SaslServer? Start(string mechanism) => SaslServer.Start(mechanism, AuthenticatorTests.Context(), null, _authenticator);

    private byte[] Message(string form, string owner) =>
        Encoding.UTF8.GetBytes(form.Replace("{0}", _issuer.Token(_time.GetUtcNow(), owner), StringComparison.Ordinal));

    private async Task Account()
    {
        await _directory.AddDomain("a.test");
        await _directory.AddAccount(User);
    }

    private async Task Configure()
    {
        await _directory.Settings.Set("oauth.issuer", FakeIssuer.Issuer, TestDirectory.Operator, default);
        await _directory.Settings.Set("oauth.audience", FakeIssuer.Audience, TestDirectory.Operator, default);
    }
}
