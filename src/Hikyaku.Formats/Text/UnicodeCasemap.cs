using System.Buffers;
using System.Globalization;
using System.Text;

namespace Hikyaku.Formats.Text;

/// <summary>The collation i;unicode-casemap: texts are equal, and ordered, as their folded forms are by code point.</summary>
/// <remarks>Standards: RFC 5051. A character becomes its title case, and that its compatibility decomposition, without reordering.</remarks>
public static class UnicodeCasemap
{
    private const int HangulFirst = 0xac00;
    private const int HangulLast = 0xd7a3;
    private static readonly Lazy<CasemapTable> Table = new(() => new CasemapTable());

    // What folds to itself at once: digits, marks and upper-case letters of ASCII, and the Han characters.
    private static readonly SearchValues<char> Small = SearchValues.Create("abcdefghijklmnopqrstuvwxyz");

    /// <summary>The folded form.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Ascii.IsValid(text) ? FoldAscii(text) : FoldAny(text);
    }

    /// <summary>The folded form in UTF-8, whose octets compare as the collation orders.</summary>
    public static byte[] Key(string text) => Encoding.UTF8.GetBytes(Fold(text));

    private static string FoldAscii(string text) => text.AsSpan().ContainsAny(Small) ? text.ToUpperInvariant() : text;

    private static string FoldAny(string text)
    {
        var table = Table.Value;
        var folded = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                folded.Append(CasemapTable.FoldRune(new Rune(character, text[++i])));
            }
            else if (character is >= (char)HangulFirst and <= (char)HangulLast)
            {
                AppendHangul(folded, character - HangulFirst);
            }
            else if (table.Single(character) is not '\0' and var single)
            {
                folded.Append(single);
            }
            else
            {
                folded.Append(table.Several(character));
            }
        }

        return folded.ToString();
    }

    // Unicode §3.12: syllables come apart by arithmetic.
    private static void AppendHangul(StringBuilder folded, int syllable)
    {
        folded.Append((char)(0x1100 + (syllable / 588))).Append((char)(0x1161 + (syllable % 588 / 28)));
        if (syllable % 28 is > 0 and var tail)
        {
            folded.Append((char)(0x11a7 + tail));
        }
    }

    /// <summary>What each character of the basic plane becomes.</summary>
    private sealed class CasemapTable
    {
        private readonly char[] _single = new char[0x10000];
        private readonly Dictionary<char, string> _several = [];

        public CasemapTable()
        {
            for (var i = 0; i < _single.Length; i++)
            {
                var character = (char)i;
                var folded = char.IsSurrogate(character) || character is >= (char)HangulFirst and <= (char)HangulLast
                    ? character.ToString() : FoldRune(new Rune(character));
                if (folded.Length == 1 && character != '\0')
                {
                    _single[i] = folded[0];
                }
                else
                {
                    _several.Add(character, folded);
                }
            }
        }

        public char Single(char character) => _single[character];

        public string Several(char character) => _several[character];

        // What is no character has no decomposition either.
        public static string FoldRune(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNotAssigned
            ? rune.ToString() : Title(rune).ToString().Normalize(NormalizationForm.FormKD);

        // Title case is upper case but for a few letters: the digraphs, which come apart below anyway, and Georgian, which has none.
        private static Rune Title(Rune rune) => rune.Value switch
        {
            >= 0x1c4 and <= 0x1c6 => new Rune(0x1c5),
            >= 0x1c7 and <= 0x1c9 => new Rune(0x1c8),
            >= 0x1ca and <= 0x1cc => new Rune(0x1cb),
            >= 0x1f1 and <= 0x1f3 => new Rune(0x1f2),
            >= 0x10d0 and <= 0x10ff => rune,
            _ => Rune.ToUpperInvariant(rune),
        };
    }
}
