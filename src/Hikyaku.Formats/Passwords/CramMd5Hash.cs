using System.Security.Cryptography;

namespace Hikyaku.Formats.Passwords;

/// <summary>
/// <c>{CRAM-MD5}</c> and <c>{HMAC-MD5}</c>: the two MD5 states after the HMAC key's outer and inner pad (RFC 2104 §4), 16 octets each.
/// </summary>
internal sealed class CramMd5Hash(string kind, byte[] states) : PasswordHash(kind)
{
    public const int Size = 32;
    private const int BlockSize = 64;

    private protected override bool Matches(ReadOnlySpan<byte> password, string userName)
    {
        var key = new byte[BlockSize];
        if (password.Length > BlockSize)
        {
            MD5.HashData(password, key);
        }
        else
        {
            password.CopyTo(key);
        }

        Span<byte> computed = stackalloc byte[Size];
        StateAfter(key, 0x5c, computed[..16]);
        StateAfter(key, 0x36, computed[16..]);
        return AreEqual(computed, states);
    }

    private static void StateAfter(byte[] key, byte pad, Span<byte> state)
    {
        var block = Array.ConvertAll(key, octet => (byte)(octet ^ pad));
        var compression = new Md5State();
        compression.Add(block);
        compression.Write(state);
    }
}
