using System.Buffers;
using Hikyaku.Formats.SmtpSyntax;

namespace Hikyaku.Fuzz.Targets;

/// <summary>The octets behind DATA and BDAT: cut anywhere they tell the same, and DATA ends at the first CRLF.CRLF only.</summary>
public sealed class SmtpDataTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "smtp-data";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "Subject: a\r\n\r\n..b\r\n.\r\nQUIT\r\n"u8.ToArray(), ".\r\n"u8.ToArray(), "a\n.\nb\n.\r\nc\r.\r\r\n.\r\n"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var whole = new DataScanner();
        var pieces = new DataScanner();
        var (text, used) = Scan(ref whole, input, input.Length);
        var (cutText, cutUsed) = Scan(ref pieces, input, 1 + (input.Length > 0 ? input[0] % 7 : 0));
        Check(used == cutUsed && text.AsSpan().SequenceEqual(cutText), "a cut changes the text");
        Check(whole.IsComplete == pieces.IsComplete && whole.HasBareCr == pieces.HasBareCr && whole.HasBareLf == pieces.HasBareLf, "a cut changes what is told");

        var end = input.StartsWith(".\r\n"u8) ? 3 : input.IndexOf("\r\n.\r\n"u8) is var at and >= 0 ? at + 5 : -1;
        Check(whole.IsComplete == end >= 0 && (end < 0 || used == end), "the end is elsewhere");
        CheckLines(input);
    }

    private static void CheckLines(ReadOnlySpan<byte> input)
    {
        var whole = new LineEndScanner();
        var pieces = new LineEndScanner();
        whole.Scan(input);
        foreach (var octet in input)
        {
            pieces.Scan([octet]);
        }

        whole.Finish();
        pieces.Finish();
        Check(whole.HasBareCr == pieces.HasBareCr && whole.HasBareLf == pieces.HasBareLf && whole.IsAtLineStart == pieces.IsAtLineStart, "a cut changes the line ends");
        Check(whole.IsAtLineStart == (input.IsEmpty || input.EndsWith("\r\n"u8)), "the last line ends elsewhere");
    }

    private static (byte[] Text, int Used) Scan(ref DataScanner scanner, ReadOnlySpan<byte> input, int step)
    {
        var text = new ArrayBufferWriter<byte>();
        var used = 0;
        while (used < input.Length && !scanner.IsComplete)
        {
            var piece = input.Slice(used, Math.Min(step, input.Length - used));
            var left = piece;
            while (!left.IsEmpty && !scanner.IsComplete)
            {
                text.Write(scanner.Take(ref left));
            }

            used += piece.Length - left.Length;
        }

        return (text.WrittenSpan.ToArray(), used);
    }

    private static void Check(bool holds, string problem)
    {
        if (!holds)
        {
            throw new InvalidOperationException(problem);
        }
    }
}
