using Hikyaku.Formats.Milter;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Packets that a milter sends.</summary>
public sealed class MilterReplyTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "milter-reply";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "c"u8.ToArray(),
        "y554 5.7.1 no\0"u8.ToArray(),
        "hX-Name\0value\0"u8.ToArray(),
        "i\0\0\0\u0001X-Name\0value\n folded\0"u8.ToArray(),
        "m\0\0\0\u0001Subject\0\0"u8.ToArray(),
        "+<a@example.test>\0"u8.ToArray(),
        "O\0\0\0\u0006\0\0\0\u00ff\0\0\0\0"u8.ToArray(),
        "qreason\0"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        if (MilterReplyReader.Read(input) is MilterReply.ReplyCode { Code: < 400 or > 599 })
        {
            throw new InvalidOperationException("A reply code that does not refuse");
        }

        if (MilterReplyReader.Read(input) is MilterReply.AddHeader { Name: var name } && name.AsSpan().ContainsAny(':', '\r', '\n'))
        {
            throw new InvalidOperationException("A name that is none");
        }

        if (input.Length >= 4 && MilterReplyReader.Length(input) is <= 0 or > MilterReplyReader.MaxPacket)
        {
            throw new InvalidOperationException("An impossible length");
        }
    }
}
