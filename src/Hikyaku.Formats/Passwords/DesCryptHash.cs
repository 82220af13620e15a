using System.Text;

namespace Hikyaku.Formats.Passwords;

/// <summary>The old crypt(3): two characters of salt and eleven of hash, eight octets of password; and BSDi's longer <c>_</c> form.</summary>
internal sealed class DesCryptHash : PasswordHash
{
    private const int TraditionalLength = 13;
    private const int ExtendedLength = 20;
    private const int TraditionalCount = 25;
    private const int MaxCount = 200_000;
    private readonly bool _isExtended;
    private readonly uint _salt;
    private readonly int _count;
    private readonly byte[] _hash;

    private DesCryptHash(bool isExtended, uint salt, int count, string hash)
        : base(isExtended ? "BSDI-CRYPT" : "DES-CRYPT")
    {
        _isExtended = isExtended;
        _salt = salt;
        _count = count;
        _hash = Encoding.ASCII.GetBytes(hash);
    }

    public static DesCryptHash? From(string value)
    {
        if (value.Length == TraditionalLength && value.AsSpan().IndexOfAnyExcept(CryptBase64.Characters) < 0)
        {
            return new DesCryptHash(isExtended: false, Number(value[..2]), TraditionalCount, value[2..]);
        }

        if (value.Length != ExtendedLength || value[0] != '_' || value.AsSpan(1).IndexOfAnyExcept(CryptBase64.Characters) >= 0)
        {
            return null;
        }

        var count = (int)Number(value[1..5]);
        return count is >= 1 and <= MaxCount ? new DesCryptHash(isExtended: true, Number(value[5..9]), count, value[9..]) : null;
    }

    private protected override bool Matches(ReadOnlySpan<byte> password, string userName)
    {
        var key = KeyOf(password);
        for (var rest = password; _isExtended && rest.Length > 8; rest = rest[8..])
        {
            key = new DesBlock(key).Encrypt(key, 0, 1) ^ KeyOf(rest[8..]);
        }

        return AreEqual(Encoding.ASCII.GetBytes(Encode(new DesBlock(key).Encrypt(0, _salt, _count))), _hash);
    }

    // Seven bits of each of the first eight octets, moved up over the parity bit.
    private static ulong KeyOf(ReadOnlySpan<byte> password)
    {
        var key = 0UL;
        for (var i = 0; i < 8; i++)
        {
            key = (key << 8) | (i < password.Length ? (byte)(password[i] << 1) : (byte)0);
        }

        return key;
    }

    private static uint Number(string text)
    {
        var number = 0U;
        for (var i = 0; i < text.Length; i++)
        {
            number |= (uint)CryptBase64.ValueOf(text[i]) << (6 * i);
        }

        return number;
    }

    private static string Encode(ulong block)
    {
        var text = new StringBuilder(11);
        for (var shift = 58; shift >= 4; shift -= 6)
        {
            text.Append(CryptBase64.Alphabet[(int)(block >> shift) & 0x3f]);
        }

        return text.Append(CryptBase64.Alphabet[(int)(block << 2) & 0x3f]).ToString();
    }
}
