using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Hikyaku.Formats.Passwords;

/// <summary>Tells the schemes apart: a <c>{SCHEME}</c> prefix first, then the marks of crypt(3), then lengths.</summary>
internal static class PasswordHashParser
{
    private const int MaxLength = 1024;

    public static bool TryParse(string stored, [NotNullWhen(true)] out PasswordHash? hash, [NotNullWhen(false)] out string? problem)
    {
        hash = null;
        if (stored.Length == 0)
        {
            problem = "no password is stored";
            return false;
        }

        if (stored.Length > MaxLength)
        {
            problem = $"the stored password is longer than {MaxLength} characters";
            return false;
        }

        if (stored[0] != '{')
        {
            return Accept(Crypt(stored), DescribeCrypt(stored), out hash, out problem);
        }

        var end = stored.IndexOf('}', StringComparison.Ordinal);
        if (end < 0)
        {
            problem = "the scheme prefix has no closing brace";
            return false;
        }

        var (name, encoding) = SplitEncoding(stored[1..end].ToUpperInvariant());
        var value = stored[(end + 1)..];
        // vpopmail 5.6 drops any prefix and lets crypt(3) decide.
        var read = Scheme(name, encoding, value) ?? (value.StartsWith('$') ? Crypt(value) : null);
        return Accept(read, $"the value of scheme {{{name}}} is damaged or of an unknown form", out hash, out problem);
    }

    private static bool Accept(PasswordHash? read, string otherwise, [NotNullWhen(true)] out PasswordHash? hash, [NotNullWhen(false)] out string? problem)
    {
        hash = read;
        problem = read is null ? otherwise : null;
        return read is not null;
    }

    private static (string Name, string Encoding) SplitEncoding(string scheme)
    {
        var dot = scheme.LastIndexOf('.');
        return dot >= 0 && scheme[(dot + 1)..] is ("HEX" or "B64" or "BASE64") and var encoding ? (scheme[..dot], encoding) : (scheme, "");
    }

    private static PasswordHash? Scheme(string name, string encoding, string value) => name switch
    {
        "PLAIN" or "CLEAR" or "CLEARTEXT" or "PLAIN-TRUNC" => Plain(name, encoding, value),
        "SHA" or "SHA1" => Digest(name, DigestAlgorithm.Sha1, isSalted: false, encoding, value),
        "SHA256" => Digest(name, DigestAlgorithm.Sha256, isSalted: false, encoding, value),
        "SHA512" => Digest(name, DigestAlgorithm.Sha512, isSalted: false, encoding, value),
        "LDAP-MD5" => Digest(name, DigestAlgorithm.Md5, isSalted: false, encoding, value),
        "SSHA" => Digest(name, DigestAlgorithm.Sha1, isSalted: true, encoding, value),
        "SSHA256" => Digest(name, DigestAlgorithm.Sha256, isSalted: true, encoding, value),
        "SSHA512" => Digest(name, DigestAlgorithm.Sha512, isSalted: true, encoding, value),
        "SMD5" => Digest(name, DigestAlgorithm.Md5, isSalted: true, encoding, value),
        "PLAIN-MD5" => Digest(name, DigestAlgorithm.Md5, isSalted: false, OrHex(encoding), value),
        "PLAIN-MD4" => Digest(name, DigestAlgorithm.Md4, isSalted: false, OrHex(encoding), value),
        // Dovecot's {MD5} is MD5-crypt; LDAP servers write a base64 digest under the same name.
        "MD5" => value.StartsWith("$1$", StringComparison.Ordinal) ? Crypt(value) : Digest(name, DigestAlgorithm.Md5, isSalted: false, encoding, value),
        "CRAM-MD5" or "HMAC-MD5" => Decode(value, OrHex(encoding)) is { Length: CramMd5Hash.Size } states ? new CramMd5Hash(name, states) : null,
        "DIGEST-MD5" => Decode(value, OrHex(encoding)) is { Length: 16 } digest ? new DigestMd5Hash(digest) : null,
        "SCRAM-SHA-1" => ScramHash.From(HashAlgorithmName.SHA1, value),
        "SCRAM-SHA-256" => ScramHash.From(HashAlgorithmName.SHA256, value),
        "PBKDF2" => Pbkdf2Hash.From(value),
        "ARGON2I" or "ARGON2ID" => Argon2Hash.From(value),
        "CRYPT" or "MD5-CRYPT" or "SHA256-CRYPT" or "SHA512-CRYPT" or "BLF-CRYPT" or "DES-CRYPT" => Crypt(value),
        _ => null,
    };

    private static string OrHex(string encoding) => encoding.Length == 0 ? "HEX" : encoding;

    private static PlainHash? Plain(string name, string encoding, string value) =>
        encoding.Length == 0 ? new PlainHash(name, value) : Decode(value, encoding) is { } octets ? new PlainHash(name, octets) : null;

    private static DigestHash? Digest(string name, DigestAlgorithm algorithm, bool isSalted, string encoding, string value) =>
        Decode(value, encoding.Length == 0 && !isSalted && DigestHash.IsHex(algorithm, value) ? "HEX" : encoding) is { } octets
            ? DigestHash.From(name, algorithm, isSalted, octets)
            : null;

    private static byte[]? Decode(string value, string encoding) =>
        encoding == "HEX" ? PasswordEncoding.Hex(value) : PasswordEncoding.Base64(value);

    private static PasswordHash? Crypt(string value)
    {
        if (BcryptHash.Recognizes(value))
        {
            return BcryptHash.From(value);
        }

        return value switch
        {
            ['$', '1', '$', ..] => Md5CryptHash.From(value),
            ['$', 'a', 'p', 'r', '1', '$', ..] => Md5CryptHash.From(value),
            ['$', '5' or '6', '$', ..] => ShaCryptHash.From(value),
            ['$', 'y', '$', ..] => HostCryptHash.From("YESCRYPT", value),
            ['$', 'g', 'y', '$', ..] => HostCryptHash.From("GOST-YESCRYPT", value),
            ['$', 'a', 'r', 'g', 'o', 'n', '2', ..] => Argon2Hash.From(value),
            { Length: 32 } when PasswordEncoding.Hex(value) is { } digest => DigestHash.From("PLAIN-MD5", DigestAlgorithm.Md5, isSalted: false, digest),
            _ => DesCryptHash.From(value),
        };
    }

    private static string DescribeCrypt(string stored) => stored[0] switch
    {
        '*' or '!' => "the password is locked",
        '$' => "the crypt string is damaged, cut off, or of a kind that this host cannot verify",
        _ => "the stored password is of no known form",
    };
}
