using System.Text;
using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Protocols.Connections;
using Hikyaku.Tests.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.TranscriptTests;

/// <summary>Sign-in with tokens of an issuer, in every protocol.</summary>
public sealed class TokenSignInTests
{
    private const string User = "alice@example.test";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Imap_offers_and_takes_both_mechanisms()
    {
        using var issuer = new FakeIssuer();
        await using var server = await Start(issuer);
        await using var client = await Open(server, ListenerProtocol.Imap);
        await Say(client, "a CAPABILITY", "* CAPABILITY", line => Assert.Contains(" AUTH=OAUTHBEARER AUTH=XOAUTH2", line, StringComparison.Ordinal));
        Assert.StartsWith("a OK", await client.ReadLine(Cancellation), StringComparison.Ordinal);

        await Say(client, "b AUTHENTICATE XOAUTH2 " + XOAuth2("wrong"), "+ ");
        await Say(client, "", "b NO [AUTHENTICATIONFAILED]");
        await Say(client, "c AUTHENTICATE OAUTHBEARER", "+ ");
        await Say(client, Bearer(issuer), "c OK");
    }

    [Fact]
    public async Task Pop3_takes_a_token()
    {
        using var issuer = new FakeIssuer();
        await using var server = await Start(issuer);
        await using var client = await Open(server, ListenerProtocol.Pop3);

        await Say(client, "AUTH OAUTHBEARER " + Bearer(issuer), "+OK");
    }

    [Fact]
    public async Task Submission_takes_a_token()
    {
        using var issuer = new FakeIssuer();
        await using var server = await Start(issuer);
        await using var client = await Open(server, ListenerProtocol.Submission);

        await Say(client, "HELO x.test", "250");
        await Say(client, "AUTH XOAUTH2 " + XOAuth2(issuer.Token(TimeProvider.System.GetUtcNow(), User)), "235");
    }

    private static async Task<TestServer> Start(FakeIssuer issuer)
    {
        var server = await TestServer.Start(plaintextAuth: true, configure: services => services.AddSingleton<IHttpsClient>(issuer));
        await server.AddAccount(User, "secret-12");
        await server.Set("oauth.issuer", FakeIssuer.Issuer);
        await server.Set("oauth.audience", FakeIssuer.Audience);
        return server;
    }

    private static async Task<TranscriptClient> Open(TestServer server, ListenerProtocol protocol)
    {
        var client = await TranscriptClient.Connect(server.EndPoint(protocol), tls: false, Cancellation);
        Assert.NotNull(await client.ReadLine(Cancellation));
        return client;
    }

    private static async Task Say(TranscriptClient client, string line, string answer, Action<string>? check = null)
    {
        await client.Send(line + "\r\n", Cancellation);
        var read = await client.ReadLine(Cancellation);
        Assert.StartsWith(answer, read, StringComparison.Ordinal);
        check?.Invoke(read!);
    }

    private static string Bearer(FakeIssuer issuer) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"n,a={User},\u0001" + "auth=Bearer " + issuer.Token(TimeProvider.System.GetUtcNow(), User) + "\u0001\u0001"));

    private static string XOAuth2(string token) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"user={User}\u0001" + "auth=Bearer " + token + "\u0001\u0001"));
}
