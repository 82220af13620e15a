using System.Buffers;
using Hikyaku.Formats.Pop3Syntax;

namespace Hikyaku.Fuzz.Targets;

/// <summary>POP3 command lines, and messages written as multi-line responses: no line but the last is a lone dot.</summary>
public sealed class Pop3CommandTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "pop3";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds => ["USER a@b.test"u8.ToArray(), "A: b\r\n\r\n.\r\n..x\r\n"u8.ToArray()];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        _ = Pop3Command.TryParse(input, out _);
        var output = new ArrayBufferWriter<byte>();
        var writer = new MultiLineWriter(null);
        writer.Write(input, output);
        writer.Finish(output);
        var text = output.WrittenSpan;
        if (text.IndexOf("\r\n.\r\n"u8) != text.Length - 5)
        {
            throw new InvalidOperationException("a lone dot stands before the end");
        }
    }
}
