using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hikyaku.Formats.Passwords;

/// <summary>Dovecot's <c>{PBKDF2}</c>: <c>$1$salt$rounds$hex</c>, HMAC-SHA1, the salt used as text.</summary>
internal sealed class Pbkdf2Hash : PasswordHash
{
    private const int MaxRounds = 2_000_000;
    private readonly byte[] _salt;
    private readonly int _rounds;
    private readonly byte[] _key;

    private Pbkdf2Hash(byte[] salt, int rounds, byte[] key)
        : base("PBKDF2")
    {
        _salt = salt;
        _rounds = rounds;
        _key = key;
    }

    public static Pbkdf2Hash? From(string value)
    {
        var parts = value.Split('$');
        if (parts is not ["", "1", { Length: > 0 } salt, var rounds, { Length: 40 } hex]
            || !int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count is < 1 or > MaxRounds)
        {
            return null;
        }

        return PasswordEncoding.Hex(hex) is { } key ? new Pbkdf2Hash(Encoding.UTF8.GetBytes(salt), count, key) : null;
    }

    private protected override bool Matches(ReadOnlySpan<byte> password, string userName) =>
        AreEqual(Rfc2898DeriveBytes.Pbkdf2(password, _salt, _rounds, HashAlgorithmName.SHA1, _key.Length), _key);
}
