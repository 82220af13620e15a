using System.Security.Cryptography;
using System.Text;

namespace Hikyaku.Formats.Passwords;

/// <summary>MD5-crypt: <c>$1$salt$hash</c>, and Apache's <c>$apr1$</c>, which differs only in its mark.</summary>
internal sealed class Md5CryptHash : PasswordHash
{
    private const int HashLength = 22;
    private const int Rounds = 1000;
    private readonly byte[] _magic;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private Md5CryptHash(string magic, string salt, string hash)
        : base(magic == "$1$" ? "MD5-CRYPT" : "APR1-CRYPT")
    {
        _magic = Encoding.ASCII.GetBytes(magic);
        _salt = Encoding.ASCII.GetBytes(salt);
        _hash = Encoding.ASCII.GetBytes(hash);
    }

    public static Md5CryptHash? From(string value)
    {
        var magic = value.StartsWith("$apr1$", StringComparison.Ordinal) ? "$apr1$" : "$1$";
        var rest = value[magic.Length..];
        var end = rest.IndexOf('$', StringComparison.Ordinal);
        // crypt(3) uses at most eight characters of the salt and stores no more.
        if (end is < 0 or > 8 || !Ascii.IsValid(rest) || rest.Length - end - 1 != HashLength || rest.AsSpan(end + 1).IndexOfAnyExcept(CryptBase64.Characters) >= 0)
        {
            return null;
        }

        return new Md5CryptHash(magic, rest[..end], rest[(end + 1)..]);
    }

    private protected override bool Matches(ReadOnlySpan<byte> password, string userName) =>
        AreEqual(Encoding.ASCII.GetBytes(Encode(Compute(password))), _hash);

    private byte[] Compute(ReadOnlySpan<byte> password)
    {
        byte[] inner = MD5.HashData([.. password, .. _salt, .. password]);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(password);
        md5.AppendData(_magic);
        md5.AppendData(_salt);
        for (var left = password.Length; left > 0; left -= inner.Length)
        {
            md5.AppendData(inner, 0, Math.Min(left, inner.Length));
        }

        for (var bits = password.Length; bits != 0; bits >>= 1)
        {
            md5.AppendData((bits & 1) != 0 ? [0] : password[..1]);
        }

        var digest = md5.GetHashAndReset();
        for (var round = 0; round < Rounds; round++)
        {
            AppendRound(md5, round, password, digest);
            md5.TryGetHashAndReset(digest, out _);
        }

        return digest;
    }

    private void AppendRound(IncrementalHash md5, int round, ReadOnlySpan<byte> password, byte[] digest)
    {
        var isOdd = (round & 1) != 0;
        md5.AppendData(isOdd ? password : digest);
        if (round % 3 != 0)
        {
            md5.AppendData(_salt);
        }

        if (round % 7 != 0)
        {
            md5.AppendData(password);
        }

        md5.AppendData(isOdd ? digest : password);
    }

    private static string Encode(byte[] digest)
    {
        var text = new StringBuilder(HashLength);
        for (var i = 0; i < 5; i++)
        {
            CryptBase64.Append(text, digest[i], digest[i + 6], digest[i == 4 ? 5 : i + 12], 4);
        }

        CryptBase64.Append(text, 0, 0, digest[11], 2);
        return text.ToString();
    }
}
