using CsCheck;
using Hikyaku.Formats.Text;

namespace Hikyaku.Tests.Text;

/// <summary>The index names every text that contains a needle: that is what searching relies on.</summary>
public sealed class SearchTokensTests
{
    // Few characters, so that needles are found: letters, kana with and without marks, Han, both halves of a pair, spaces.
    private static readonly Gen<string> Piece = OneOf("A", "B", "AB", " ", "-", "会", "議", "カ", "\u3099", "ー", "𠮷", "😀", "\u0301", "1");

    private static readonly Gen<string> Text = Piece.Array[0, 24].Select(string.Concat);

    [Theory]
    [InlineData("HELLO WORLD", "HELLO WORLD")]
    [InlineData("A-B_C", "A B C")]
    [InlineData("会", "会")]
    [InlineData("会議室", "会議 議室")]
    [InlineData("会議ABC室", "会議 ABC 室")]
    [InlineData("カ\u3099ク", "カ\u3099 \u3099ク")]
    [InlineData("・。、", "")]
    [InlineData("E\u0301", "E\u0301")]
    [InlineData("ラーメン", "ラー ーメ メン")]
    public void Words_stay_whole_and_glyphs_pair_with_their_neighbours(string folded, string tokens) =>
        Assert.Equal(tokens, string.Join(' ', Tokens(folded)));

    [Fact]
    public void A_text_that_contains_a_needle_has_its_tokens() =>
        Gen.Select(Text, Gen.Int[0, 30], Gen.Int[1, 12]).Sample((text, from, length) =>
        {
            var start = Math.Min(from, text.Length);
            var needle = text.Substring(start, Math.Min(length, text.Length - start));

            Assert.True(Has(Tokens(text), needle));
        });

    [Fact]
    public void A_text_with_the_tokens_of_an_exact_needle_contains_it() =>
        Gen.Select(Text, Text).Sample((text, needle) =>
        {
            var tokens = new NeedleTokens(needle);

            Assert.True(!tokens.IsExact || text.Contains(needle, StringComparison.Ordinal) == Has(Tokens(text), needle));
        });

    [Fact]
    public void Every_part_of_a_long_word_is_found() =>
        Gen.Select(OneOf("A", "B", "7", "😀").Array[0, 400].Select(string.Concat), Gen.Int[0, 400], Gen.Int[1, 100]).Sample((word, from, length) =>
        {
            var text = "x " + word + " y";
            var start = Math.Min(from, text.Length - 1);
            var needle = text.Substring(start, Math.Min(length, text.Length - start));

            Assert.True(Has(Tokens(text), needle));
        });

    [Fact]
    public void Pieces_make_the_tokens_of_the_whole() =>
        Gen.Select(Text, Gen.Int[0, 24]).Sample((text, cut) =>
        {
            var at = Math.Min(cut, text.Length);

            Assert.Equal(Tokens(text), Tokens(text[..at], text[at..]));
        });

    [Fact]
    public void A_word_without_end_is_found_across_its_parts()
    {
        var half = string.Concat(Enumerable.Repeat("QWERTZUIOP", 60_000));

        Assert.True(Has(Tokens(half + "NEED", "LE" + half), "NEEDLE"));
    }

    [Theory]
    [InlineData("HELLO", true)]
    [InlineData("会議", true)]
    [InlineData("会", true)]
    [InlineData("会議室", false)]
    [InlineData("HELLO WORLD", false)]
    [InlineData("HELLO ", false)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", false)]
    public void Some_needles_need_no_reading(string needle, bool isExact) => Assert.Equal(isExact, new NeedleTokens(needle).IsExact);

    [Fact]
    public void Marks_alone_can_not_be_asked() => Assert.Empty(new NeedleTokens("--- ").All);

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static bool Has(List<string> tokens, string needle) => new NeedleTokens(needle).All.All(wanted => tokens.Exists(wanted.Fits));

    private static List<string> Tokens(params string[] pieces)
    {
        var tokens = new List<string>();
        var reader = new SearchTokens(tokens.Add);
        Array.ForEach(pieces, reader.Add);
        reader.Complete();
        return tokens;
    }
}
