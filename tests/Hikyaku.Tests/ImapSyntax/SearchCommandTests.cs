using System.Text;
using CsCheck;
using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Tests.ImapSyntax;

public sealed class SearchCommandTests
{
    private static readonly string[] Simple = ["ALL", "SEEN", "KEYWORD x", "LARGER 10", "ON 1-Feb-2024", "SUBJECT \"a b\"", "UID 1:*", "$", "HEADER X {1}\r\ny"];

    // Texts of the grammar: each number chooses one production.
    private static readonly Gen<string> Key = Gen.Int[0, 11].Array[0, 40].Select(choices => Text(new Queue<int>(choices), 0));

    [Fact]
    public void What_follows_the_grammar_is_read()
    {
        Key.Sample(text => Assert.Null(Read(text).Problem));
    }

    [Fact]
    public void A_cut_command_is_read_or_refused_at_a_position_inside()
    {
        Gen.Select(Key, Gen.Int[0, 200]).Sample((text, cut) =>
        {
            var part = text[..Math.Min(cut, text.Length)];

            var problem = Read(part).Problem;

            Assert.True(problem is null || int.Parse(problem.Split(' ', ':')[1], System.Globalization.CultureInfo.InvariantCulture) <= part.Length + 1);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("()")]
    [InlineData("NOT")]
    [InlineData("OR SEEN")]
    [InlineData("(SEEN")]
    [InlineData("SEEN)")]
    [InlineData("NONSENSE")]
    [InlineData("SUBJECT")]
    [InlineData("SINCE 31-Feb-2024")]
    [InlineData("SINCE 2024-02-01")]
    [InlineData("LARGER -1")]
    [InlineData("OLDER 4294967296")]
    [InlineData("MODSEQ x")]
    [InlineData("RETURN (NONE) ALL")]
    [InlineData("RETURN MIN ALL")]
    [InlineData("CHARSET")]
    public void Other_words_are_refused(string text) => Assert.NotNull(Read(text).Problem);

    [Fact]
    public void Deep_nesting_is_refused() => Assert.NotNull(Read(new string('(', 60) + "ALL" + new string(')', 60)).Problem);

    [Fact]
    public void Deep_negation_is_refused() => Assert.NotNull(Read(string.Concat(Enumerable.Repeat("NOT ", 60)) + "ALL").Problem);

    [Fact]
    public void An_empty_list_of_results_means_all() => Assert.Equal(SearchReturn.All, Read("RETURN () ALL").Command.Return);

    [Fact]
    public void The_day_is_the_calendars()
    {
        var date = Assert.IsType<SearchKey.Date>(Read("SENTBEFORE \"1-Feb-2024\"").Command.Key);

        Assert.Equal(new SearchKey.Date(SearchDate.Sent, -1, new DateOnly(2024, 2, 1)), date);
    }

    private static string Text(Queue<int> choices, int depth)
    {
        var choice = choices.TryDequeue(out var next) && depth < 20 ? next : 0;
        return choice switch
        {
            < 9 => Simple[choice],
            9 => "NOT " + Text(choices, depth + 1),
            10 => $"OR {Text(choices, depth + 1)} {Text(choices, depth + 1)}",
            _ => $"({Text(choices, depth + 1)} {Text(choices, depth + 1)})",
        };
    }

    private static (SearchCommand Command, string? Problem) Read(string text)
    {
        var reader = new CommandReader(Encoding.UTF8.GetBytes(text));
        var command = SearchCommand.Read(ref reader);
        return (command, reader.Problem);
    }
}
