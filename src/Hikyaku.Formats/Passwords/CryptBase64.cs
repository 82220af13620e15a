using System.Text;

namespace Hikyaku.Formats.Passwords;

/// <summary>The alphabet of crypt(3): <c>./0-9A-Za-z</c>, six bits a character, least significant first.</summary>
internal static class CryptBase64
{
    public const string Alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static System.Buffers.SearchValues<char> Characters { get; } = System.Buffers.SearchValues.Create(Alphabet);

    public static int ValueOf(char c) => Alphabet.IndexOf(c, StringComparison.Ordinal);

    public static void Append(StringBuilder text, uint value, int characters)
    {
        for (; characters > 0; characters--)
        {
            text.Append(Alphabet[(int)(value & 0x3f)]);
            value >>= 6;
        }
    }

    /// <summary>Three octets, the first the most significant, as up to four characters.</summary>
    public static void Append(StringBuilder text, byte high, byte middle, byte low, int characters) =>
        Append(text, ((uint)high << 16) | ((uint)middle << 8) | low, characters);
}
