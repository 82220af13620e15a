using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hikyaku.Mail.Delivery.Protection;

namespace Hikyaku.Tests.Authentication;

/// <summary>An issuer of tokens with its web server.</summary>
internal sealed class FakeIssuer : IHttpsClient, IDisposable
{
    public const string Issuer = "https://login.example.test/tenant";
    public const string Audience = "mail.example.test";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The addresses that were asked for.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The web server does not answer.</summary>
    public bool IsDown { get; set; }

    /// <summary>The name of the RSA key.</summary>
    public string KeyId { get; set; } = "1";

    /// <summary>A token with these claims over the usual ones; null takes one away.</summary>
    public string Token(DateTimeOffset now, string user, string algorithm = "RS256", params (string Claim, object? Value)[] claims)
    {
        var all = new Dictionary<string, object?>
        {
            ["iss"] = Issuer,
            ["aud"] = new[] { "other", Audience },
            ["exp"] = now.AddMinutes(10).ToUnixTimeSeconds(),
            ["email"] = user,
        };
        foreach (var (claim, value) in claims)
            all[claim] = value;
        var header = new Dictionary<string, string> { ["alg"] = algorithm, ["kid"] = algorithm == "ES256" ? "2" : KeyId };
        var signed = Part(header) + "." + Part(all.Where(claim => claim.Value is not null).ToDictionary());
        var octets = Encoding.ASCII.GetBytes(signed);
        var signature = algorithm switch
        {
            "RS256" => _rsa.SignData(octets, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "PS256" => _rsa.SignData(octets, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "ES256" => _curve.SignData(octets, HashAlgorithmName.SHA256),
            _ => [],
        };
        return signed + "." + Base64Url.EncodeToString(signature);
    }

    public ValueTask<HttpsAnswer> Get(Uri address, int maxOctets, CancellationToken cancellation)
    {
        Asked.Add(address.AbsoluteUri);
        return ValueTask.FromResult(IsDown ? HttpsAnswer.Failed("down") : address.AbsoluteUri switch
        {
            Issuer + "/.well-known/openid-configuration" => Json(new { issuer = Issuer, jwks_uri = "https://keys.example.test/jwks" }),
            "https://keys.example.test/jwks" => Json(new { keys = new object[] { RsaKey(), CurveKey(), new { kty = "oct", k = "AAAA" } } }),
            _ => new HttpsAnswer(404, "", default),
        });
    }

    public ValueTask<HttpsAnswer> Post(Uri address, string mediaType, ReadOnlyMemory<byte> document, CancellationToken cancellation) =>
        ValueTask.FromResult(HttpsAnswer.Failed("nothing is posted here"));

    public void Dispose()
    {
        _rsa.Dispose();
        _curve.Dispose();
    }

    private static HttpsAnswer Json(object value) => new(200, "application/json", JsonSerializer.SerializeToUtf8Bytes(value));

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    private object RsaKey()
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", kid = KeyId, n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) };
    }

    private object CurveKey()
    {
        var key = _curve.ExportParameters(includePrivateParameters: false);
        return new { kty = "EC", crv = "P-256", kid = "2", alg = "ES256", x = Base64Url.EncodeToString(key.Q.X), y = Base64Url.EncodeToString(key.Q.Y) };
    }
}
