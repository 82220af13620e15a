using System.Security.Cryptography;
using Hikyaku.Mail.Delivery;
using Hikyaku.Protocols.Smtp.Client;

namespace Hikyaku.Tests.Smtp.Client;

public sealed class ScramClientTests
{
    private const string Nonce256 = "rOprNGfwEbeRWgbNEkqO";
    private const string Challenge256 = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    // RFC 7677 §3.
    [Fact]
    public void The_example_of_SHA_256_is_answered()
    {
        var client = Client(HashAlgorithmName.SHA256, Nonce256);

        Assert.Equal("n,,n=user,r=rOprNGfwEbeRWgbNEkqO", client.First);
        Assert.Equal("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", client.Final(Challenge256));
        Assert.True(client.IsServer("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        Assert.False(client.IsServer("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
        Assert.False(client.IsServer("e=other-error"));
    }

    // RFC 5802 §5.
    [Fact]
    public void The_example_of_SHA_1_is_answered()
    {
        var client = Client(HashAlgorithmName.SHA1, "fyko+d2lbbFgONRv9qkxdawL");

        Assert.Equal(
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
            client.Final("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"));
        Assert.True(client.IsServer("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
    }

    [Theory]
    [InlineData("")]
    [InlineData("r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOabcd,s=,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOabcd,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=0")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOabcd,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000")]
    [InlineData("m=x,r=rOprNGfwEbeRWgbNEkqOabcd,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    public void What_is_no_challenge_gets_no_proof(string challenge) => Assert.Null(Client(HashAlgorithmName.SHA256, Nonce256).Final(challenge));

    [Fact]
    public void Separators_in_a_name_are_escaped() =>
        Assert.StartsWith("n,,n=a=2Cb=3Dc,r=", new ScramClient(HashAlgorithmName.SHA256, new RemoteCredentials("a,b=c", "p")).First, StringComparison.Ordinal);

    private static ScramClient Client(HashAlgorithmName algorithm, string nonce) => new(algorithm, new RemoteCredentials("user", "pencil"), nonce);
}
