using System.Buffers;
using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Fuzz.Targets;

/// <summary>What is written as an IMAP string reads back the same; NUL cannot be sent and becomes a question mark.</summary>
public sealed class ImapStringTarget : FuzzTarget
{
    public override string Name => "imap-string";

    public override IEnumerable<byte[]> Seeds => ["a \"b\\"u8.ToArray(), "a\r\nb\0"u8.ToArray(), "日本"u8.ToArray()];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var output = new ArrayBufferWriter<byte>();
        new ImapWriter(output).String(input);
        var reader = new CommandReader(output.WrittenSpan);
        var expected = input.ToArray();
        expected.AsSpan().Replace((byte)0, (byte)'?');
        if (!reader.String().AsSpan().SequenceEqual(expected) || !reader.ExpectEnd())
        {
            throw new InvalidOperationException("The string reads back differently.");
        }
    }
}
