using System.Text;
using CsCheck;
using Hikyaku.Formats.Text;

namespace Hikyaku.Tests.Text;

/// <summary>RFC 5051.</summary>
public sealed class UnicodeCasemapTests
{
    [Theory]
    [InlineData("abc", "ABC")]
    [InlineData("straße", "STRAßE")]
    [InlineData("é", "E\u0301")]
    [InlineData("É", "E\u0301")]
    [InlineData("\u01c4", "Dz\u030c")]
    [InlineData("\u01c6", "Dz\u030c")]
    [InlineData("ﾊﾟ", "ハ\u309a")]
    [InlineData("パ", "ハ\u309a")]
    [InlineData("ＡＢｃ１", "ABC1")]
    [InlineData("会議", "会議")]
    [InlineData("㍑", "リットル")]
    [InlineData("한", "\u1112\u1161\u11ab")]
    [InlineData("가", "\u1100\u1161")]
    [InlineData("ა", "ა")]
    [InlineData("𐐨", "𐐀")]
    [InlineData("ω", "Ω")]
    [InlineData("\ud800", "\ud800")]
    [InlineData("a\0b", "A\0B")]
    public void A_text_becomes_its_folded_form(string text, string folded) => Assert.Equal(folded, UnicodeCasemap.Fold(text));

    [Fact]
    public void Folding_a_folded_text_changes_nothing_more_than_its_case() =>
        Gen.String.Sample(text => Assert.Equal(UnicodeCasemap.Fold(UnicodeCasemap.Fold(text)), UnicodeCasemap.Fold(UnicodeCasemap.Fold(UnicodeCasemap.Fold(text)))));

    [Fact]
    public void A_text_folds_as_its_pieces_do() =>
        Gen.Select(Gen.String[Gen.Char['\0', '\ud7ff'], 0, 20], Gen.String[Gen.Char['\0', '\ud7ff'], 0, 20]).Sample((one, other) =>
            Assert.Equal(UnicodeCasemap.Fold(one) + UnicodeCasemap.Fold(other), UnicodeCasemap.Fold(one + other)));

    [Fact]
    public void Keys_are_ordered_by_code_point() =>
        Assert.True(UnicodeCasemap.Key("\uffee").AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes("𐐀")) < 0);
}
