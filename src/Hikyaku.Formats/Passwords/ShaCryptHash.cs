using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hikyaku.Formats.Passwords;

/// <summary>SHA-crypt: <c>$5$</c> (SHA-256) and <c>$6$</c> (SHA-512), with an optional <c>rounds=N$</c>.</summary>
internal sealed class ShaCryptHash : PasswordHash
{
    private const int DefaultRounds = 5000;
    private const int MinRounds = 1000;
    private const int MaxRounds = 2_000_000;
    private const int MaxSaltLength = 16;
    private readonly HashAlgorithmName _algorithm;
    private readonly int _rounds;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private ShaCryptHash(HashAlgorithmName algorithm, int rounds, string salt, string hash)
        : base(algorithm == HashAlgorithmName.SHA256 ? "SHA256-CRYPT" : "SHA512-CRYPT")
    {
        _algorithm = algorithm;
        _rounds = rounds;
        _salt = Encoding.ASCII.GetBytes(salt);
        _hash = Encoding.ASCII.GetBytes(hash);
    }

    public static ShaCryptHash? From(string value)
    {
        var algorithm = value[1] == '5' ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512;
        var parts = value[3..].Split('$');
        var rounds = DefaultRounds;
        if (parts.Length == 3 && (!parts[0].StartsWith("rounds=", StringComparison.Ordinal)
            || !int.TryParse(parts[0].AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out rounds) || rounds is < MinRounds or > MaxRounds))
        {
            return null;
        }

        return parts is [.., var salt, var hash] && parts.Length <= 3 && salt.Length <= MaxSaltLength && Ascii.IsValid(salt)
            && hash.Length == (algorithm == HashAlgorithmName.SHA256 ? 43 : 86) && hash.AsSpan().IndexOfAnyExcept(CryptBase64.Characters) < 0
            ? new ShaCryptHash(algorithm, rounds, salt, hash)
            : null;
    }

    private protected override bool Matches(ReadOnlySpan<byte> password, string userName)
    {
        var digest = Start(password);
        byte[] p = Fill(CryptographicOperations.HashData(_algorithm, Repeat(password, password.Length)), password.Length);
        byte[] s = Fill(CryptographicOperations.HashData(_algorithm, Repeat(_salt, 16 + digest[0])), _salt.Length);
        using var hash = IncrementalHash.CreateHash(_algorithm);
        for (var round = 0; round < _rounds; round++)
        {
            var isOdd = (round & 1) != 0;
            hash.AppendData(isOdd ? p : digest);
            if (round % 3 != 0)
            {
                hash.AppendData(s);
            }

            if (round % 7 != 0)
            {
                hash.AppendData(p);
            }

            hash.AppendData(isOdd ? digest : p);
            hash.TryGetHashAndReset(digest, out _);
        }

        return AreEqual(Encoding.ASCII.GetBytes(Encode(digest)), _hash);
    }

    private byte[] Start(ReadOnlySpan<byte> password)
    {
        byte[] inner = CryptographicOperations.HashData(_algorithm, [.. password, .. _salt, .. password]);
        using var hash = IncrementalHash.CreateHash(_algorithm);
        hash.AppendData(password);
        hash.AppendData(_salt);
        hash.AppendData(Fill(inner, password.Length));
        for (var bits = password.Length; bits != 0; bits >>= 1)
        {
            hash.AppendData((bits & 1) != 0 ? inner : password);
        }

        return hash.GetHashAndReset();
    }

    private static byte[] Repeat(ReadOnlySpan<byte> octets, int times)
    {
        var repeated = new byte[octets.Length * times];
        for (var i = 0; i < times; i++)
        {
            octets.CopyTo(repeated.AsSpan(i * octets.Length));
        }

        return repeated;
    }

    private static byte[] Fill(byte[] digest, int length)
    {
        var filled = new byte[length];
        for (var i = 0; i < length; i++)
        {
            filled[i] = digest[i % digest.Length];
        }

        return filled;
    }

    private static string Encode(byte[] digest)
    {
        var text = new StringBuilder(86);
        var third = digest.Length / 3;
        var (a, b, c) = (0, third, 2 * third);
        for (var i = 0; i < third; i++)
        {
            CryptBase64.Append(text, digest[a], digest[b], digest[c], 4);
            (a, b, c) = digest.Length == 64 ? (b + 1, c + 1, a + 1) : (c + 1, a + 1, b + 1);
        }

        if (digest.Length == 64)
        {
            CryptBase64.Append(text, 0, 0, digest[63], 2);
        }
        else
        {
            CryptBase64.Append(text, 0, digest[31], digest[30], 3);
        }

        return text.ToString();
    }
}
