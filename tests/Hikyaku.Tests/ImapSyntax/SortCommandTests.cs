using System.Text;
using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Tests.ImapSyntax;

public sealed class SortCommandTests
{
    [Fact]
    public void Criteria_keep_their_order_and_direction()
    {
        var (sort, problem) = Sort("(SUBJECT REVERSE DATE) UTF-8 SINCE 1-Feb-1994");

        Assert.Null(problem);
        Assert.Equal([new SortWord("SUBJECT", false), new SortWord("DATE", true)], sort.Order);
        Assert.IsType<SearchKey.Date>(sort.Key);
        Assert.Equal(SearchReturn.None, sort.Return);
    }

    [Fact]
    public void Results_can_be_chosen()
    {
        var (sort, problem) = Sort("RETURN (PARTIAL 1:50 COUNT) (REVERSE DISPLAYFROM) US-ASCII ALL");

        Assert.Null(problem);
        Assert.Equal(SearchReturn.Partial | SearchReturn.Count, sort.Return);
        Assert.Equal(new PartialRange(1, 50), sort.Options.Partial);
    }

    [Fact]
    public void An_unknown_charset_is_told() => Assert.Equal("KLINGON", Sort("(DATE) KLINGON ALL").Command.UnknownCharset);

    [Theory]
    [InlineData("() UTF-8 ALL")]
    [InlineData("(REVERSE) UTF-8 ALL")]
    [InlineData("(REVERSE REVERSE DATE) UTF-8 ALL")]
    [InlineData("(COLOUR) UTF-8 ALL")]
    [InlineData("DATE UTF-8 ALL")]
    [InlineData("(DATE) UTF-8")]
    [InlineData("(DATE)")]
    [InlineData("RETURN (ALL PARTIAL 1:2) (DATE) UTF-8 ALL")]
    [InlineData("RETURN (PARTIAL 1:2 PARTIAL 3:4) (DATE) UTF-8 ALL")]
    public void Other_words_are_refused(string text) => Assert.NotNull(Sort(text).Problem);

    [Fact]
    public void Threading_has_an_algorithm_and_a_charset()
    {
        var reader = new CommandReader("REFERENCES UTF-8 SINCE 5-MAR-2000"u8);

        var thread = SearchCommand.ReadThread(ref reader);

        Assert.Null(reader.Problem);
        Assert.Equal("REFERENCES", thread.Algorithm);
    }

    private static (SearchCommand Command, string? Problem) Sort(string text)
    {
        var reader = new CommandReader(Encoding.ASCII.GetBytes(text));
        var command = SearchCommand.ReadSort(ref reader);
        return (command, reader.Problem);
    }
}
