using System.Security.Cryptography;
using System.Text;

namespace Hikyaku.Formats.Passwords;

/// <summary><c>{DIGEST-MD5}</c>: MD5 over <c>user:realm:password</c>, where the sign-in name is <c>user@realm</c>.</summary>
internal sealed class DigestMd5Hash(byte[] digest) : PasswordHash("DIGEST-MD5")
{
    private protected override bool Matches(ReadOnlySpan<byte> password, string userName)
    {
        var at = userName.LastIndexOf('@');
        var (user, realm) = at < 0 ? (userName, "") : (userName[..at], userName[(at + 1)..]);
        byte[] input = [.. Encoding.UTF8.GetBytes($"{user}:{realm}:"), .. password];
        return AreEqual(MD5.HashData(input), digest);
    }
}
