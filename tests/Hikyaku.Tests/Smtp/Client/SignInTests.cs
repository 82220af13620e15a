using System.Security.Cryptography;
using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.Passwords;
using Hikyaku.Mail.Delivery;
using Hikyaku.Protocols.Smtp.Client;

namespace Hikyaku.Tests.Smtp.Client;

public sealed class SignInTests
{
    private const string Password = "p";
    private static readonly byte[] Salt = "0123456789abcdef"u8.ToArray();
    private string _signed = "";

    [Theory]
    [InlineData(Password, true)]
    [InlineData("wrong", false)]
    public async Task SCRAM_comes_before_PLAIN_and_shows_no_password(string password, bool works)
    {
        using var peer = ScriptedPeer.Good("AUTH=PLAIN AUTH=SCRAM-SHA-256", Answer);

        var result = await Send(peer, password, RemoteTls.Opportunistic);

        Assert.Equal(works, result is RemoteResult.Answered);
        Assert.DoesNotContain(peer.Lines, line => line.StartsWith("AUTH PLAIN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_does_not_prove_itself_gets_no_mail()
    {
        using var peer = ScriptedPeer.Good("AUTH=SCRAM-SHA-256", line => line.StartsWith("AUTH", StringComparison.Ordinal) ? Answer(line) : IsResponse(line) ? "235 come in" : null);

        var result = Assert.IsType<RemoteResult.Unreachable>(await Send(peer, Password, RemoteTls.Opportunistic));

        Assert.Contains("did not prove", result.Status.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(peer.Lines, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_TLS_the_route_is_not_encrypted_where_it_says_so()
    {
        using var peer = ScriptedPeer.Good("STARTTLS");

        Assert.IsType<RemoteResult.Answered>(await Send(peer, null, RemoteTls.Never));

        Assert.DoesNotContain("STARTTLS", peer.Lines);
    }

    private static bool IsResponse(string line) => !line.Contains(' ', StringComparison.Ordinal) && line.Length > 40;

    private string? Answer(string line)
    {
        const string start = "AUTH SCRAM-SHA-256 ";
        if (line.StartsWith(start, StringComparison.Ordinal))
        {
            var first = Decode(line[start.Length..]);
            var challenge = $"{first[first.IndexOf("r=", StringComparison.Ordinal)..]}more,s={Convert.ToBase64String(Salt)},i=4096";
            _signed = $"{first[3..]},{challenge}";
            return $"334 {Encode(challenge)}";
        }

        return line.Length == 0 ? "235 2.7.0 welcome" : IsResponse(line) ? Judge(Decode(line)) : null;
    }

    private string Judge(string final)
    {
        var keys = ScramHash.Derive(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(Password), Salt, 4096);
        var at = final.LastIndexOf(",p=", StringComparison.Ordinal);
        var signed = Encoding.UTF8.GetBytes($"{_signed},{final[..at]}");
        var clientKey = HMACSHA256.HashData(keys.StoredKey.Span, signed);
        var proof = Convert.FromBase64String(final[(at + 3)..]);
        for (var i = 0; i < clientKey.Length; i++)
        {
            clientKey[i] ^= proof[i];
        }

        return SHA256.HashData(clientKey).AsSpan().SequenceEqual(keys.StoredKey.Span)
            ? $"334 {Encode("v=" + Convert.ToBase64String(HMACSHA256.HashData(keys.ServerKey.Span, signed)))}" : "535 5.7.8 no";
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));

    private static async Task<RemoteResult> Send(ScriptedPeer peer, string? password, RemoteTls tls)
    {
        var host = new RemoteHost("peer.example", peer.EndPoint, tls, password is null ? null : new RemoteCredentials("u", password));
        Assert.True(Address.TryParse("a@a.example", out var address));
        return await new SmtpClient("mx.example", new SmtpClientLimits(), TimeProvider.System).Send(
            new RemoteTransaction(
                host, new Envelope { ReversePath = address, Arrived = DateTimeOffset.UnixEpoch }, [new RemoteRecipient(address, new Recipient(address))], 4, () => new MemoryStream("a\r\n\r\n"u8.ToArray())),
            TestContext.Current.CancellationToken);
    }
}
