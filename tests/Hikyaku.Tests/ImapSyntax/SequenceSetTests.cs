using System.Buffers;
using System.Text;
using CsCheck;
using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Tests.ImapSyntax;

public sealed class SequenceSetTests
{
    [Theory]
    [InlineData("1", 9, "1")]
    [InlineData("4294967295", 9, "4294967295")]
    [InlineData("3:1", 9, "1:3")]
    [InlineData("*", 9, "9")]
    [InlineData("*:5", 9, "5:9")]
    [InlineData("12:*", 9, "9:12")]
    [InlineData("5,1:3,2:4,9", 9, "1:5,9")]
    [InlineData("1:*", 0, "0:1")]
    [InlineData("1:4294967295,2", 9, "1:4294967295")]
    public void A_set_means_ascending_ranges(string text, uint largest, string ranges)
    {
        var set = SequenceSet.Parse(Encoding.ASCII.GetBytes(text))!;

        Assert.Equal(ranges, string.Join(',', set.Resolve(largest).Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}:{range.Last}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("01")]
    [InlineData("1,")]
    [InlineData(",1")]
    [InlineData("1:")]
    [InlineData("1:2:3")]
    [InlineData("4294967296")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("$,1")]
    [InlineData("1 ")]
    public void Anything_else_is_no_set(string text) => Assert.Null(SequenceSet.Parse(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_dollar_is_the_saved_result() => Assert.True(SequenceSet.Parse("$"u8)!.IsSaved);

    [Fact]
    public void Written_numbers_are_read_again()
    {
        Gen.UInt[1, 60].HashSet[1, 40].Sample(numbers =>
        {
            var sorted = numbers.Order().ToList();
            var octets = new ArrayBufferWriter<byte>();
            SequenceSetWriter.Write(new ImapWriter(octets), sorted);

            var ranges = SequenceSet.Parse(octets.WrittenSpan)!.Resolve(1);

            Assert.Equal(sorted, ranges.SelectMany(range => Enumerable.Range((int)range.First, (int)(range.Last - range.First + 1)).Select(n => (uint)n)));
        });
    }

    [Fact]
    public void Ranges_are_ascending_and_apart_whatever_is_given()
    {
        Gen.Select(Gen.UInt[0, 30], Gen.UInt[0, 30]).List[1, 20].Sample(pairs =>
        {
            static string Word(uint number) => number == 0 ? "*" : $"{number}";
            var text = string.Join(',', pairs.Select(pair => $"{Word(pair.Item1)}:{Word(pair.Item2)}"));

            var ranges = SequenceSet.Parse(Encoding.ASCII.GetBytes(text))!.Resolve(17);

            for (var i = 1; i < ranges.Count; i++)
                Assert.True(ranges[i].First > ranges[i - 1].Last + 1);
            foreach (var (a, b) in pairs)
                Assert.Contains(ranges, range => range.First <= Math.Min(Number(a), Number(b)) && Math.Max(Number(a), Number(b)) <= range.Last);
        });
    }

    private static uint Number(uint value) => value == 0 ? 17 : value;
}
