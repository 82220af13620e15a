using System.Security.Cryptography;
using System.Text;
using Hikyaku.Formats.Passwords;
using Hikyaku.Mail.Authentication;
using Hikyaku.Tests.Directories;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hikyaku.Tests.Authentication;

public sealed class SaslServerTests : IAsyncDisposable
{
    private readonly TestDirectory _directory = new(null, null, typeof(SignInSettings));
    private readonly PasswordWorkers _workers = new();
    private readonly Authenticator _authenticator;

    public SaslServerTests() =>
        _authenticator = new Authenticator(
            _directory.Directory, _directory.Editor, _directory.Settings, _workers, TimeProvider.System, NullLogger<Authenticator>.Instance);

    public async ValueTask DisposeAsync()
    {
        _workers.Dispose();
        await _directory.DisposeAsync();
    }

    [Theory]
    [InlineData("\0user@a.test\0pencil")]
    [InlineData("user@a.test\0user@a.test\0pencil")]
    public async Task Plain_signs_in_with_an_initial_response(string response)
    {
        var server = await Start("PLAIN", "{PLAIN}pencil");

        Assert.IsType<SignInResult.SignedIn>(await Done(server, response));
    }

    [Fact]
    public async Task Plain_asks_when_there_is_no_initial_response()
    {
        var server = await Start("PLAIN", "{PLAIN}pencil");

        Assert.Equal("", Text(await server.Step(null, default)));
        Assert.IsType<SignInResult.SignedIn>(await Done(server, "\0user@a.test\0pencil"));
    }

    [Fact]
    public async Task Plain_does_not_act_for_somebody_else()
    {
        var server = await Start("PLAIN", "{PLAIN}pencil");

        Assert.Equal(SignInRefusal.OtherIdentity, Assert.IsType<SignInResult.Refused>(await Done(server, "boss@a.test\0user@a.test\0pencil")).Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("user")]
    [InlineData("\0user@a.test")]
    [InlineData("\0\0pencil")]
    public async Task Plain_refuses_broken_responses(string response)
    {
        var server = await Start("PLAIN", "{PLAIN}pencil");

        Assert.IsType<SaslStep.Malformed>(await server.Step(Encoding.UTF8.GetBytes(response), default));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Login_asks_with_the_words_that_old_mailers_expect(string? initial)
    {
        var server = await Start("LOGIN", "{PLAIN}pencil");

        Assert.Equal("Username:", Text(await server.Step(initial is null ? null : Encoding.UTF8.GetBytes(initial), default)));
        Assert.Equal("Password:", Text(await server.Step("user@a.test"u8.ToArray(), default)));
        Assert.IsType<SignInResult.SignedIn>(await Done(server, "pencil"));
    }

    [Fact]
    public async Task Login_takes_the_name_as_initial_response()
    {
        var server = await Start("LOGIN", "{PLAIN}pencil");

        Assert.Equal("Password:", Text(await server.Step("user@a.test"u8.ToArray(), default)));
    }

    [Theory]
    [InlineData("SCRAM-SHA-1", "n,,", "pencil", true)]
    [InlineData("SCRAM-SHA-256", "n,,", "pencil", true)]
    [InlineData("SCRAM-SHA-256", "n,,", "eraser", false)]
    [InlineData("SCRAM-SHA-256-PLUS", "p=tls-server-end-point,,", "pencil", true)]
    public async Task Scram_proves_the_password_to_both_sides(string mechanism, string header, string password, bool isRight)
    {
        var algorithm = mechanism == "SCRAM-SHA-1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        var server = await Start(mechanism, ScramHash.Derive(algorithm, "pencil"u8, "salt of sixteen."u8, 4096).ToString());
        var first = Text(await server.Step(Encoding.UTF8.GetBytes(header + "n=user@a.test,r=abc"), default));
        var client = new ScramClient(algorithm, header, first, password, header[0] == 'p' ? [1, 2, 3] : []);

        var answer = await server.Step(Encoding.UTF8.GetBytes(client.Final), default);

        if (isRight)
        {
            Assert.Equal("v=" + client.ServerSignature, Text(answer));
            Assert.IsType<SignInResult.SignedIn>(await Done(server, ""));
        }
        else
        {
            Assert.Equal(SignInRefusal.WrongPassword, Assert.IsType<SignInResult.Refused>(Assert.IsType<SaslStep.Done>(answer).Result).Reason);
        }
    }

    [Fact]
    public async Task Scram_answers_an_unknown_user_like_a_known_one()
    {
        var server = await Start("SCRAM-SHA-256", "{PLAIN}x");
        var again = SaslServer.Start("SCRAM-SHA-256", AuthenticatorTests.Context(), null, _authenticator)!;

        var first = Text(await server.Step("n,,n=nobody@a.test,r=abc"u8.ToArray(), default));
        var second = Text(await again.Step("n,,n=nobody@a.test,r=abc"u8.ToArray(), default));

        Assert.Equal(first[first.IndexOf(",s=", StringComparison.Ordinal)..], second[second.IndexOf(",s=", StringComparison.Ordinal)..]);
    }

    [Theory]
    [InlineData("y,,n=user@a.test,r=abc")]
    [InlineData("p=tls-unique,,n=user@a.test,r=abc")]
    [InlineData("n,,m=ext,n=user@a.test,r=abc")]
    [InlineData("n,,n=,r=abc")]
    [InlineData("n,,n=us=er,r=abc")]
    [InlineData("x,,n=user@a.test,r=abc")]
    [InlineData("")]
    public async Task Scram_refuses_broken_or_downgraded_beginnings(string message)
    {
        var server = await Start("SCRAM-SHA-256", "{PLAIN}x");

        Assert.IsType<SaslStep.Malformed>(await server.Step(Encoding.UTF8.GetBytes(message), default));
    }

    [Fact]
    public void An_unknown_mechanism_does_not_start() =>
        Assert.Null(SaslServer.Start("CRAM-MD5", AuthenticatorTests.Context(), null, _authenticator));

    private static string Text(SaslStep step) => Encoding.UTF8.GetString(Assert.IsType<SaslStep.Challenge>(step).Octets.Span);

    private static async Task<SignInResult> Done(SaslServer server, string response) =>
        Assert.IsType<SaslStep.Done>(await server.Step(Encoding.UTF8.GetBytes(response), default)).Result;

    private async Task<SaslServer> Start(string mechanism, string hash)
    {
        await _directory.AddDomain("a.test");
        await _directory.AddAccount("user@a.test", hash);
        return SaslServer.Start(mechanism, AuthenticatorTests.Context(mechanism), new ChannelBindings(default, new byte[] { 1, 2, 3 }), _authenticator)!;
    }

    private sealed class ScramClient
    {
        public ScramClient(HashAlgorithmName algorithm, string header, string serverFirst, string password, byte[] binding)
        {
            var parts = serverFirst.Split(',');
            var salt = Convert.FromBase64String(parts[1][2..]);
            var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, int.Parse(parts[2].AsSpan(2), System.Globalization.CultureInfo.InvariantCulture), algorithm, algorithm == HashAlgorithmName.SHA1 ? 20 : 32);
            var clientKey = CryptographicOperations.HmacData(algorithm, salted, "Client Key"u8);
            var storedKey = CryptographicOperations.HashData(algorithm, clientKey);
            var withoutProof = $"c={Convert.ToBase64String([.. Encoding.UTF8.GetBytes(header), .. binding])},{parts[0]}";
            var message = Encoding.UTF8.GetBytes($"n=user@a.test,r=abc,{serverFirst},{withoutProof}");
            var proof = CryptographicOperations.HmacData(algorithm, storedKey, message).Zip(clientKey, (a, b) => (byte)(a ^ b)).ToArray();
            Final = $"{withoutProof},p={Convert.ToBase64String(proof)}";
            ServerSignature = Convert.ToBase64String(
                CryptographicOperations.HmacData(algorithm, CryptographicOperations.HmacData(algorithm, salted, "Server Key"u8), message));
        }

        public string Final { get; }

        public string ServerSignature { get; }
    }
}
