using System.Text;
using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Tests.ImapSyntax;

/// <summary>RFC 9394 §3.1.</summary>
public sealed class PartialRangeTests
{
    [Theory]
    [InlineData("1:3", 10, "1 2 3")]
    [InlineData("3:1", 10, "1 2 3")]
    [InlineData("9:12", 10, "9 10")]
    [InlineData("11:12", 10, "")]
    [InlineData("-1:-3", 10, "8 9 10")]
    [InlineData("-3:-1", 10, "8 9 10")]
    [InlineData("-9:-12", 10, "1 2")]
    [InlineData("-11:-12", 10, "")]
    [InlineData("1:4294967295", 2, "1 2")]
    [InlineData("-1:-4294967295", 2, "1 2")]
    [InlineData("5:5", 0, "")]
    public void Positions_are_counted_from_either_end(string text, int length, string expected)
    {
        var reader = new CommandReader(Encoding.ASCII.GetBytes(text));

        var (start, count) = PartialRange.Read(ref reader).Of(length);

        Assert.Null(reader.Problem);
        Assert.Equal(expected, string.Join(' ', Enumerable.Range(start + 1, count)));
    }

    [Theory]
    [InlineData("0:1")]
    [InlineData("1:0")]
    [InlineData("1:-1")]
    [InlineData("-1:1")]
    [InlineData("1")]
    [InlineData("*:1")]
    [InlineData("1:4294967296")]
    public void Other_ranges_are_refused(string text)
    {
        var reader = new CommandReader(Encoding.ASCII.GetBytes(text));

        PartialRange.Read(ref reader);

        Assert.NotNull(reader.Problem);
    }
}
