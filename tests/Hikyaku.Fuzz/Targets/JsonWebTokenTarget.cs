using System.Text;
using Hikyaku.Formats.Tokens;

namespace Hikyaku.Fuzz.Targets;

public sealed class JsonWebTokenTarget : FuzzTarget
{
    public override string Name => "json-web-token";

    public override IEnumerable<byte[]> Seeds =>
    [
        "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJpc3MiOiJodHRwczovL2EudGVzdCIsImF1ZCI6WyJiIl0sImV4cCI6MTcwMDAwMDAwMCwiZW1haWwiOiJhQGIudGVzdCJ9.AAAA"u8.ToArray(),
        """{"keys":[{"kty":"RSA","kid":"1","n":"AQAB","e":"AQAB"},{"kty":"EC","crv":"P-256","alg":"ES256","x":"AAAA","y":"AAAA"}]}"""u8.ToArray(),
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        if (JsonWebToken.TryParse(Encoding.Latin1.GetString(input), out var token))
        {
            _ = token.IsFor("b") && token.IsGoodAt(DateTimeOffset.UnixEpoch, TimeSpan.Zero) && token.Find("email") is not null && token.Denies("email_verified");
            if (new JsonWebKey.Rsa("1", null, [.. Enumerable.Repeat((byte)0xff, 256)], [1, 0, 1]).Verifies(token))
            {
                throw new InvalidOperationException("Nobody signed that.");
            }
        }

        JsonWebKeySet.Parse(input.ToArray());
    }
}
