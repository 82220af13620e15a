using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;

namespace Hikyaku.Formats.Passwords;

/// <summary>One digest over the password and, in the salted schemes, a salt behind it: <c>{SHA}</c>, <c>{SSHA512}</c>, <c>{SMD5}</c>, <c>{PLAIN-MD4}</c> ...</summary>
internal sealed class DigestHash : PasswordHash
{
    private readonly DigestAlgorithm _algorithm;
    private readonly byte[] _digest;
    private readonly byte[] _salt;

    private DigestHash(string kind, DigestAlgorithm algorithm, byte[] digest, byte[] salt)
        : base(kind)
    {
        _algorithm = algorithm;
        _digest = digest;
        _salt = salt;
    }

    /// <summary>Takes digest and salt apart; null when the value is too short, or has octets behind an unsalted digest.</summary>
    public static DigestHash? From(string kind, DigestAlgorithm algorithm, bool isSalted, ReadOnlySpan<byte> value)
    {
        var length = SizeOf(algorithm);
        var fits = isSalted ? value.Length >= length : value.Length == length;
        return fits ? new DigestHash(kind, algorithm, value[..length].ToArray(), value[length..].ToArray()) : null;
    }

    /// <summary>Whether the value has the length of a digest in hex, which Dovecot takes without a <c>.HEX</c> too.</summary>
    public static bool IsHex(DigestAlgorithm algorithm, string value) => value.Length == 2 * SizeOf(algorithm);

    private protected override bool Matches(ReadOnlySpan<byte> password, string userName)
    {
        byte[] salted = [.. password, .. _salt];
        return AreEqual(Compute(_algorithm, salted), _digest);
    }

    private static int SizeOf(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Sha1 => SHA1.HashSizeInBytes,
        DigestAlgorithm.Sha256 => SHA256.HashSizeInBytes,
        DigestAlgorithm.Sha512 => SHA512.HashSizeInBytes,
        _ => MD5.HashSizeInBytes,
    };

    private static byte[] Compute(DigestAlgorithm algorithm, byte[] input) => algorithm switch
    {
        DigestAlgorithm.Sha1 => SHA1.HashData(input),
        DigestAlgorithm.Sha256 => SHA256.HashData(input),
        DigestAlgorithm.Sha512 => SHA512.HashData(input),
        DigestAlgorithm.Md5 => MD5.HashData(input),
        _ => Md4(input),
    };

    private static byte[] Md4(byte[] input)
    {
        var md4 = new MD4Digest();
        var output = new byte[md4.GetDigestSize()];
        md4.BlockUpdate(input, 0, input.Length);
        md4.DoFinal(output, 0);
        return output;
    }
}
