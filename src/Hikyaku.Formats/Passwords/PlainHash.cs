using System.Security.Cryptography;
using System.Text;

namespace Hikyaku.Formats.Passwords;

/// <summary><c>{PLAIN}</c>, <c>{CLEAR}</c>, <c>{CLEARTEXT}</c>: the password itself. Digests are compared, so that time tells no length.</summary>
internal sealed class PlainHash(string kind, byte[] value) : PasswordHash(kind)
{
    private readonly byte[] _digest = SHA256.HashData(value);

    public PlainHash(string kind, string value)
        : this(kind, Encoding.UTF8.GetBytes(value))
    {
    }

    private protected override bool Matches(ReadOnlySpan<byte> password, string userName) => AreEqual(SHA256.HashData(password), _digest);
}
