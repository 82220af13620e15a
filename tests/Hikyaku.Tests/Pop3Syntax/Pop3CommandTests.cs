using System.Text;
using Hikyaku.Formats.Pop3Syntax;

namespace Hikyaku.Tests.Pop3Syntax;

public sealed class Pop3CommandTests
{
    [Theory]
    [InlineData("quit", "QUIT", "")]
    [InlineData("PASS  two  spaces ", "PASS", " two  spaces ")]
    [InlineData("USER 花子@sakura.test", "USER", "花子@sakura.test")]
    public void A_line_is_a_keyword_and_the_rest(string line, string keyword, string argument)
    {
        Assert.True(Pop3Command.TryParse(Encoding.UTF8.GetBytes(line), out var command));
        Assert.Equal(new Pop3Command(keyword, argument), command);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" QUIT")]
    [InlineData("123")]
    [InlineData("VERYLONGKEYWORD")]
    [InlineData("Ü")]
    public void Other_lines_are_no_command(string line) => Assert.False(Pop3Command.TryParse(Encoding.UTF8.GetBytes(line), out _));
}
