using System.Text;
using CsCheck;
using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Tests.SmtpSyntax;

public sealed class DataScannerTests
{
    private static readonly Gen<string> Part = Gen.Int[0, 6].Select(i => new[] { "\r", "\n", ".", "\r\n", "a", "bc", ".\r\n" }[i]);
    private static readonly Gen<string> Line = Gen.Int[0, 5].Select(i => new[] { ".", "..", "a", "", ".a", "text." }[i]);

    [Fact]
    public void Stuffed_dots_are_taken_out() =>
        Assert.Equal(("a\r\n.b\r\n..\r\n", ""), Scan("a\r\n..b\r\n...\r\n.\r\n"));

    [Fact]
    public void A_message_may_be_empty() => Assert.Equal(("", "QUIT\r\n"), Scan(".\r\nQUIT\r\n"));

    [Theory]
    [InlineData("a\n.\nb\r\n.\r\n")]
    [InlineData("a\r.\rb\r\n.\r\n")]
    [InlineData("a\n.\r\nb\r\n.\r\n")]
    [InlineData("a\r.\r\nb\r\n.\r\n")]
    [InlineData("a\r\n.\nb\r\n.\r\n")]
    [InlineData("a\r\n.\rb\r\n.\r\n")]
    [InlineData("a\r\n\r.\r\nb\r\n.\r\n")]
    public void Only_crlf_dot_crlf_ends_and_lone_cr_or_lf_is_told(string octets)
    {
        var scanner = new DataScanner();
        ReadOnlySpan<byte> input = Encoding.Latin1.GetBytes(octets);
        var text = new StringBuilder();
        while (!input.IsEmpty && !scanner.IsComplete)
            text.Append(Encoding.Latin1.GetString(scanner.Take(ref input)));

        Assert.True(scanner.IsComplete);
        Assert.True(scanner.HasBareCr || scanner.HasBareLf);
        Assert.EndsWith("b\r\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_cut_gives_the_same_result() =>
        Gen.Select(Part.Array[0, 40], Gen.Int[1, 7]).Sample((parts, step) =>
        {
            var octets = string.Concat(parts) + "\r\n.\r\n";
            Assert.Equal(Facts(octets, octets.Length), Facts(octets, step));
        });

    [Fact]
    public void What_is_stuffed_comes_back() =>
        Line.Array[0, 20].Sample(lines =>
        {
            var stuffed = string.Concat(lines.Select(line => (line.StartsWith('.') ? "." : "") + line + "\r\n"));
            Assert.Equal((string.Concat(lines.Select(line => line + "\r\n")), "rest"), Scan(stuffed + ".\r\nrest"));
        });

    private static (string Text, string Left) Scan(string octets)
    {
        var (text, rest, bareCr, bareLf) = Facts(octets, octets.Length);
        Assert.False(bareCr || bareLf);
        return (text, rest);
    }

    private static (string Text, string Left, bool BareCr, bool BareLf) Facts(string octets, int step)
    {
        var all = Encoding.Latin1.GetBytes(octets);
        var scanner = new DataScanner();
        var text = new StringBuilder();
        var used = 0;
        while (used < all.Length && !scanner.IsComplete)
        {
            var piece = all.AsSpan(used, Math.Min(step, all.Length - used));
            ReadOnlySpan<byte> input = piece;
            while (!input.IsEmpty && !scanner.IsComplete)
                text.Append(Encoding.Latin1.GetString(scanner.Take(ref input)));
            used += piece.Length - input.Length;
        }

        return (text.ToString(), octets[used..], scanner.HasBareCr, scanner.HasBareLf);
    }
}
