using System.Text;
using CsCheck;
using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Tests.ImapSyntax;

public sealed class CommandReaderTests
{
    [Theory]
    [InlineData("atom]x", "atom]x")]
    [InlineData("\"a \\\"b\\\\\"", "a \"b\\")]
    [InlineData("{3}\r\na b", "a b")]
    [InlineData("{3+}\r\na b", "a b")]
    [InlineData("\"\"", "")]
    [InlineData("{0}\r\n", "")]
    [InlineData("日本", "日本")]
    public void A_string_comes_in_three_forms(string wire, string value)
    {
        var reader = new CommandReader(Encoding.UTF8.GetBytes(wire));

        Assert.Equal(value, Encoding.UTF8.GetString(reader.AString()));
        Assert.True(reader.ExpectEnd());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"open")]
    [InlineData("\"a\r\nb\"")]
    [InlineData("\"a\\")]
    [InlineData("{4}\r\nabc")]
    [InlineData("{x}\r\nabc")]
    [InlineData("{}\r\n")]
    [InlineData("{1}\r\n\0")]
    [InlineData("(")]
    public void A_damaged_string_is_refused(string wire)
    {
        var reader = new CommandReader(Encoding.UTF8.GetBytes(wire));

        Assert.Empty(reader.AString());
        Assert.True(reader.HasFailed);
    }

    [Fact]
    public void After_a_failure_nothing_is_read()
    {
        var reader = new CommandReader("x (\\Seen) 12"u8);
        reader.Number();
        var problem = reader.Problem;

        Assert.Equal("", reader.Word());
        Assert.Equal("position 1: a number expected", problem);
        Assert.Equal(problem, reader.Problem);
    }

    [Theory]
    [InlineData("a {5}", 5L, true)]
    [InlineData("a {5+}", 5L, false)]
    [InlineData("a ~{0}", 0L, true)]
    [InlineData("{999999999999999999}", 999999999999999999L, true)]
    public void A_literal_is_announced_at_the_end(string line, long length, bool isSynchronizing)
    {
        Assert.True(LiteralMark.TryFind(Encoding.ASCII.GetBytes(line), out var mark));
        Assert.Equal(new LiteralMark(length, isSynchronizing), mark);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{+}")]
    [InlineData("{-1}")]
    [InlineData("{1} ")]
    [InlineData("{9999999999999999999}")]
    [InlineData("5}")]
    public void Other_ends_announce_nothing(string line) => Assert.False(LiteralMark.TryFind(Encoding.ASCII.GetBytes(line), out _));

    [Fact]
    public void Any_octets_are_read_without_harm()
    {
        Gen.Byte.Array[0, 60].Sample(octets =>
        {
            var reader = new CommandReader(octets);
            reader.Tag();
            reader.Skip(' ');
            reader.Word();
            reader.Flags();
            reader.AString();
            reader.ListMailbox();
            reader.NString();
            Assert.True(reader.Position <= octets.Length);
        });
    }
}
