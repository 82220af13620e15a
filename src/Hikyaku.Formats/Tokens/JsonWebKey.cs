using System.Security.Cryptography;

namespace Hikyaku.Formats.Tokens;

/// <summary>A public key that verifies tokens (RFC 7517, RFC 7518).</summary>
public abstract record JsonWebKey(string? KeyId, string? Algorithm)
{
    /// <summary>Whether this key made the token's signature.</summary>
    public bool Verifies(JsonWebToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if ((Algorithm is not null && Algorithm != token.Algorithm) || (token.KeyId is not null && KeyId is not null && token.KeyId != KeyId))
        {
            return false;
        }

        try
        {
            return Check(token);
        }
        catch (CryptographicException)
        {
            // A key that is none.
            return false;
        }
    }

    private protected abstract bool Check(JsonWebToken token);

    private protected static HashAlgorithmName? HashOf(string algorithm) => algorithm.Length != 5 ? null : algorithm[2..] switch
    {
        "256" => HashAlgorithmName.SHA256,
        "384" => HashAlgorithmName.SHA384,
        "512" => HashAlgorithmName.SHA512,
        _ => null,
    };

    /// <summary>RSA: RS256 to RS512 and PS256 to PS512 (RFC 7518 §3.3, §3.5).</summary>
    public sealed record Rsa(string? KeyId, string? Algorithm, byte[] Modulus, byte[] Exponent) : JsonWebKey(KeyId, Algorithm)
    {
        // RFC 7518 §3.3: 2048 bits at least; beyond 8192 a signature costs more than it should.
        private const int LeastOctets = 256;
        private const int MostOctets = 1024;

        private protected override bool Check(JsonWebToken token)
        {
            var padding = token.Algorithm.StartsWith("RS", StringComparison.Ordinal) ? RSASignaturePadding.Pkcs1
                : token.Algorithm.StartsWith("PS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : null;
            if (padding is null || HashOf(token.Algorithm) is not { } hash || Modulus.Length is < LeastOctets or > MostOctets || Exponent.Length is 0 or > 8)
            {
                return false;
            }

            using var rsa = RSA.Create(new RSAParameters { Modulus = Modulus, Exponent = Exponent });
            return rsa.VerifyData(token.Signed, token.Signature, hash, padding);
        }
    }

    /// <summary>An elliptic curve: ES256, ES384 and ES512 (RFC 7518 §3.4).</summary>
    public sealed record EllipticCurve(string? KeyId, string? Algorithm, string Curve, byte[] X, byte[] Y) : JsonWebKey(KeyId, Algorithm)
    {
        private protected override bool Check(JsonWebToken token)
        {
            var (curve, algorithm) = Curve switch
            {
                "P-256" => (ECCurve.NamedCurves.nistP256, "ES256"),
                "P-384" => (ECCurve.NamedCurves.nistP384, "ES384"),
                "P-521" => (ECCurve.NamedCurves.nistP521, "ES512"),
                _ => (default, ""),
            };
            if (algorithm != token.Algorithm || HashOf(algorithm) is not { } hash)
            {
                return false;
            }

            using var key = ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = X, Y = Y } });
            return key.VerifyData(token.Signed, token.Signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }
}
