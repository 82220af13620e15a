using Hikyaku.Formats.Mime;

namespace Hikyaku.Fuzz.Targets;

public sealed class MessageTarget : FuzzTarget
{
    public override string Name => "message";

    public override IEnumerable<byte[]> Seeds =>
        ["Content-Type: multipart/mixed; boundary=b\r\nFrom: A <a@b.test>\r\n\r\n--b\r\n\r\nx\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: y\r\n\r\nz\r\n--b--\r\n"u8.ToArray()];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var analysis = MessageAnalyzer.Analyze(input.ToArray());
        if (!PartMap.TryRead(analysis.Parts.ToBytes(), out _))
        {
            throw new InvalidOperationException("The part map does not read back.");
        }
    }
}
