using System.Globalization;
using System.Security.Cryptography;

namespace Hikyaku.Formats.Passwords;

/// <summary>
/// Keys of RFC 5802 §3 as Dovecot stores them: <c>{SCRAM-SHA-256}iterations,salt,StoredKey,ServerKey</c>. A plain password can be verified
/// against them, and a SCRAM exchange can use them.
/// </summary>
public sealed class ScramHash : PasswordHash
{
    private const int MaxIterations = 1_000_000;
    private readonly HashAlgorithmName _algorithm;

    private ScramHash(HashAlgorithmName algorithm, int iterations, byte[] salt, byte[] storedKey, byte[] serverKey)
        : base(algorithm == HashAlgorithmName.SHA1 ? "SCRAM-SHA-1" : "SCRAM-SHA-256")
    {
        _algorithm = algorithm;
        Iterations = iterations;
        Salt = salt;
        StoredKey = storedKey;
        ServerKey = serverKey;
    }

    /// <summary>The iteration count <c>i</c>.</summary>
    public int Iterations { get; }

    /// <summary>The salt.</summary>
    public ReadOnlyMemory<byte> Salt { get; }

    /// <summary>H(ClientKey).</summary>
    public ReadOnlyMemory<byte> StoredKey { get; }

    /// <summary>HMAC(SaltedPassword, "Server Key").</summary>
    public ReadOnlyMemory<byte> ServerKey { get; }

    /// <summary>Derives keys from a password.</summary>
    /// <param name="algorithm">SHA1 or SHA256.</param>
    /// <param name="password">The password's octets; no SASLprep is applied.</param>
    /// <param name="salt">A random salt.</param>
    /// <param name="iterations">At least 4096 (RFC 7677 §4).</param>
    public static ScramHash Derive(HashAlgorithmName algorithm, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations)
    {
        var size = algorithm == HashAlgorithmName.SHA1 ? SHA1.HashSizeInBytes : SHA256.HashSizeInBytes;
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, algorithm, size);
        var clientKey = CryptographicOperations.HmacData(algorithm, salted, "Client Key"u8);
        return new ScramHash(
            algorithm, iterations, salt.ToArray(), CryptographicOperations.HashData(algorithm, clientKey), CryptographicOperations.HmacData(algorithm, salted, "Server Key"u8));
    }

    internal static ScramHash? From(HashAlgorithmName algorithm, string value)
    {
        var size = algorithm == HashAlgorithmName.SHA1 ? SHA1.HashSizeInBytes : SHA256.HashSizeInBytes;
        if (value.Split(',') is not [var count, var salt, var stored, var server]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            || iterations is < 1 or > MaxIterations
            || PasswordEncoding.Base64(salt) is not { Length: > 0 } saltOctets
            || PasswordEncoding.Base64(stored) is not { } storedKey || storedKey.Length != size
            || PasswordEncoding.Base64(server) is not { } serverKey || serverKey.Length != size)
        {
            return null;
        }

        return new ScramHash(algorithm, iterations, saltOctets, storedKey, serverKey);
    }

    private protected override bool Matches(ReadOnlySpan<byte> password, string userName) =>
        AreEqual(Derive(_algorithm, password, Salt.Span, Iterations).StoredKey.Span, StoredKey.Span);

    /// <summary>The form to store, with its prefix.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{{{Kind}}}{Iterations},{Convert.ToBase64String(Salt.Span)},{Convert.ToBase64String(StoredKey.Span)},{Convert.ToBase64String(ServerKey.Span)}");
}
