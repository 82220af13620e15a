using System.Text;
using CsCheck;
using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Tests.SmtpSyntax;

public sealed class LineEndRepairTests
{
    [Theory]
    [InlineData("a\r\nb\r\n", "a\r\nb\r\n")]
    [InlineData("a\nb\rc", "a\r\nb\r\nc")]
    [InlineData("a\r\r\n", "a\r\n\r\n")]
    [InlineData("a\n\r\n", "a\r\n\r\n")]
    [InlineData("a\r", "a\r\n")]
    [InlineData("a\n..b\n.c\r\n..d", "a\r\n.b\r\n.c\r\n..d")]
    public void Line_ends_are_made_whole(string input, string expected) => Assert.Equal(expected, Repair(input, int.MaxValue));

    [Fact]
    public void Pieces_of_any_size_give_the_same_text_of_whole_lines() =>
        Gen.Select(Gen.Char["a.\r\n"].Array[0, 30].Select(c => new string(c)), Gen.Int[1, 5]).Sample((text, size) =>
        {
            var repaired = Repair(text, size);
            var lines = new LineEndScanner();
            lines.Scan(Encoding.ASCII.GetBytes(repaired));
            lines.Finish();
            return repaired == Repair(text, int.MaxValue) && !lines.HasBareCr && !lines.HasBareLf;
        });

    private static string Repair(string text, int size)
    {
        var repair = new LineEndRepair(unstuffsDots: true);
        var output = new StringBuilder();
        for (ReadOnlySpan<byte> rest = Encoding.ASCII.GetBytes(text); !rest.IsEmpty;)
        {
            var piece = rest[..Math.Min(size, rest.Length)];
            rest = rest[piece.Length..];
            while (!piece.IsEmpty)
            {
                output.Append(Encoding.ASCII.GetString(repair.Take(ref piece)));
            }
        }

        return output.Append(Encoding.ASCII.GetString(repair.Finish())).ToString();
    }
}
