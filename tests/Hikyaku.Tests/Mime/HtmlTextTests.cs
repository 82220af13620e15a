using CsCheck;
using Hikyaku.Formats.Mime;

namespace Hikyaku.Tests.Mime;

public sealed class HtmlTextTests
{
    private static readonly string[] Pieces =
        ["東", "本", "<b class=\"x>\">", "</b>", "<p>", "<!-- a > b -->", "<style>p { c }</style>", "<script>if (a<b) { }</script>", "&amp;", "&#21069;", "a < b", "&", ";", "\r\n"];

    [Theory]
    [InlineData("東<b>本</b>", "東本")]
    [InlineData("a<p>b", "a b")]
    [InlineData("a<style>b</style>c", "a c")]
    [InlineData("a<!-- b > c -->d", "ad")]
    [InlineData("1 < 2 &amp; 3", "1 < 2 & 3")]
    [InlineData("a<b", "a")]
    public void Only_what_is_shown_is_text(string html, string text) => Assert.Equal(text, HtmlText.Extract(html));

    [Fact]
    public void Pieces_give_the_text_of_the_whole()
    {
        Gen.Select(Gen.Int[0, Pieces.Length - 1].List[0, 30], Gen.Int[1, 9]).Sample((numbers, size) =>
        {
            var html = string.Concat(numbers.Select(number => Pieces[number]));
            var text = "";
            var rest = "";
            for (var at = 0; at < html.Length; at += size)
            {
                rest += html.Substring(at, Math.Min(size, html.Length - at));
                text += HtmlText.Extract(rest, at + size >= html.Length, out var used);
                rest = rest[used..];
            }

            Assert.Equal(HtmlText.Extract(html), text);
        });
    }
}
