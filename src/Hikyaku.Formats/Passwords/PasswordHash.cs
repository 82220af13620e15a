using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Hikyaku.Formats.Passwords;

/// <summary>A stored password string of vpopmail, Dovecot, iRedMail, LDAP or crypt(3), ready to verify a password against.</summary>
/// <remarks>Security: all comparisons take the same time for every wrong value; cost parameters are bounded when the string is read.</remarks>
public abstract class PasswordHash
{
    /// <summary>The longest password in octets that is ever hashed; longer ones are wrong passwords.</summary>
    public const int MaxPasswordLength = 1024;

    private protected PasswordHash(string kind) => Kind = kind;

    /// <summary>The scheme's usual name, such as <c>SHA512-CRYPT</c> or <c>SSHA256</c>.</summary>
    public string Kind { get; }

    /// <summary>Reads a stored string.</summary>
    /// <param name="stored">The string, with or without a <c>{SCHEME}</c> prefix.</param>
    /// <param name="hash">What verifies passwords.</param>
    /// <param name="problem">Why the string can verify nothing, in English, without any part of the string.</param>
    public static bool TryParse(string? stored, [NotNullWhen(true)] out PasswordHash? hash, [NotNullWhen(false)] out string? problem) =>
        PasswordHashParser.TryParse(stored ?? "", out hash, out problem);

    /// <summary>Makes the string to store for a new password: argon2id with a random salt.</summary>
    public static string Create(ReadOnlySpan<byte> password) => Argon2Hash.Create(password);

    /// <summary>Whether this is the password.</summary>
    /// <param name="password">The password's octets as the client sent them (UTF-8 with modern clients).</param>
    /// <param name="userName">The full sign-in name; only DIGEST-MD5 strings depend on it.</param>
    public bool Verify(ReadOnlySpan<byte> password, string userName) =>
        password.Length <= MaxPasswordLength && Matches(password, userName);

    private protected abstract bool Matches(ReadOnlySpan<byte> password, string userName);

    private protected static bool AreEqual(ReadOnlySpan<byte> computed, ReadOnlySpan<byte> stored) =>
        CryptographicOperations.FixedTimeEquals(computed, stored);
}
