using System.Buffers;
using Hikyaku.Formats.Pop3Syntax;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Command lines of POP3, and messages as multi-line responses: however cut, they end once, and nothing inside looks like their end.</summary>
public sealed class Pop3ResponseTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "pop3-response";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
        ["RETR 1"u8.ToArray(), "top 1  10"u8.ToArray(), "A: b\r\n\r\n.\r\n..x\r\nend"u8.ToArray(), "A: b\r\n.\r\n\0\r\n"u8.ToArray()];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        if (Pop3Command.TryParse(input, out var command) && (command.Keyword.Length == 0 || command.Words().Any(word => word.Contains(' '))))
        {
            throw new InvalidOperationException("a command without keyword, or a word with a space");
        }

        var whole = Response(input, input.Length);
        if (!whole.AsSpan().SequenceEqual(Response(input, 1)))
        {
            throw new InvalidOperationException("a response that depends on how the message is cut");
        }

        if (whole.AsSpan().IndexOf("\n.\r\n"u8) is var end && end >= 0 && end != whole.Length - 4)
        {
            throw new InvalidOperationException("a response that ends before its end");
        }
    }

    private static byte[] Response(ReadOnlySpan<byte> message, int piece)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MultiLineWriter(bodyLines: null);
        for (var at = 0; at < message.Length; at += piece)
        {
            writer.Write(message.Slice(at, Math.Min(piece, message.Length - at)), output);
        }

        writer.Finish(output);
        return output.WrittenSpan.ToArray();
    }
}
