using System.Text;
using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Tests.SmtpSyntax;

public sealed class ReplyParserTests
{
    [Theory]
    [InlineData("250 ok\r\n", 250, "ok")]
    [InlineData("250\r\n", 250, "")]
    [InlineData("220 a\n", 220, "a")]
    [InlineData("250-first\r\n250-second\r\n250 third\r\n", 250, "first second third")]
    [InlineData("554-\r\n554 no\r\n", 554, " no")]
    public void A_whole_reply_is_read(string wire, int code, string text)
    {
        var octets = Encoding.UTF8.GetBytes(wire + "354 next");

        Assert.Equal(ReplyParse.Done, ReplyParser.TryParse(octets, out var reply, out var consumed));

        Assert.Equal(code, reply!.Code);
        Assert.Equal(text, reply.Text);
        Assert.Equal(wire.Length, consumed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("250")]
    [InlineData("250 o")]
    [InlineData("250-first\r\n25")]
    public void A_part_of_a_reply_waits_for_the_rest(string wire) =>
        Assert.Equal(ReplyParse.NeedMore, ReplyParser.TryParse(Encoding.UTF8.GetBytes(wire), out _, out _));

    [Theory]
    [InlineData("SSH-2.0-OpenSSH\r\n")]
    [InlineData("HT")]
    [InlineData("99 ok\r\n")]
    [InlineData("650 ok\r\n")]
    [InlineData("150 ok\r\n")]
    [InlineData("250ok\r\n")]
    [InlineData("250-a\r\n550 b\r\n")]
    [InlineData("\r\n")]
    public void What_is_no_reply_is_refused(string wire) =>
        Assert.Equal(ReplyParse.Malformed, ReplyParser.TryParse(Encoding.UTF8.GetBytes(wire), out _, out _));

    [Fact]
    public void An_endless_line_is_refused() =>
        Assert.Equal(ReplyParse.Malformed, ReplyParser.TryParse(Encoding.ASCII.GetBytes("250 " + new string('a', ReplyParser.MaxLineLength)), out _, out _));

    [Fact]
    public void An_endless_reply_is_refused()
    {
        var wire = string.Concat(Enumerable.Repeat("250-a\r\n", ReplyParser.MaxLines));

        Assert.Equal(ReplyParse.Malformed, ReplyParser.TryParse(Encoding.ASCII.GetBytes(wire), out _, out _));
    }

    [Fact]
    public void Control_characters_do_not_reach_the_log()
    {
        ReplyParser.TryParse("550 a\u001b[2J\0b\r\n"u8, out var reply, out _);

        Assert.Equal("a?[2J?b", reply!.Text);
    }
}
