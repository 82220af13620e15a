using System.Text;
using CsCheck;
using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Tests.SmtpSyntax;

public sealed class LineEndScannerTests
{
    private static readonly Gen<string> Part = Gen.Int[0, 3].Select(i => new[] { "\r", "\n", "\r\n", "a" }[i]);

    [Theory]
    [InlineData("", false, false, true)]
    [InlineData("a\r\n", false, false, true)]
    [InlineData("a", false, false, false)]
    [InlineData("a\n", false, true, false)]
    [InlineData("a\r", true, false, false)]
    [InlineData("a\rb\r\n", true, false, true)]
    [InlineData("a\r\r\n", true, false, true)]
    public void Lone_cr_and_lf_are_told(string octets, bool bareCr, bool bareLf, bool atLineStart) =>
        Assert.Equal((bareCr, bareLf, atLineStart), Facts(octets, octets.Length));

    [Fact]
    public void Any_cut_gives_the_same_result() =>
        Gen.Select(Part.Array[0, 20], Gen.Int[1, 4]).Sample((parts, step) =>
        {
            var octets = string.Concat(parts);
            Assert.Equal(Facts(octets, octets.Length), Facts(octets, step));
        });

    private static (bool BareCr, bool BareLf, bool AtLineStart) Facts(string octets, int step)
    {
        var scanner = new LineEndScanner();
        foreach (var piece in Encoding.Latin1.GetBytes(octets).Chunk(Math.Max(step, 1)))
            scanner.Scan(piece);
        scanner.Finish();
        return (scanner.HasBareCr, scanner.HasBareLf, scanner.IsAtLineStart);
    }
}
