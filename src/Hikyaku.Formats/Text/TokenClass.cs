namespace Hikyaku.Formats.Text;

/// <summary>How a character takes part in the words of a full-text index.</summary>
internal enum TokenClass
{
    /// <summary>It parts words and is in none.</summary>
    Separator,

    /// <summary>It belongs to a word.</summary>
    Word,

    /// <summary>It is written without spaces between words: Han and kana.</summary>
    Glyph,
}
