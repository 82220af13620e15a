using System.Buffers.Binary;
using System.Text;

namespace Hikyaku.Formats.Milter;

/// <summary>Reads what a milter sends.</summary>
public static class MilterReplyReader
{
    /// <summary>The longest packet that is taken, in octets.</summary>
    public const int MaxPacket = 1 << 20;

    /// <summary>The length of the packet that the first four octets announce; null for one that no milter sends.</summary>
    public static int? Length(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadUInt32BigEndian(octets) is var length and > 0 and <= MaxPacket ? (int)length : null;

    /// <summary>Reads a packet without its length; null: it is no reply of the protocol.</summary>
    public static MilterReply? Read(ReadOnlySpan<byte> packet) => packet.IsEmpty ? null : Read((char)packet[0], packet[1..]);

    private static MilterReply? Read(char letter, ReadOnlySpan<byte> data) => letter switch
    {
        'c' => new MilterReply.Continue(),
        'a' => new MilterReply.Accept(),
        'd' => new MilterReply.Discard(),
        'r' => new MilterReply.Reject(),
        't' => new MilterReply.TemporaryFailure(),
        'p' => new MilterReply.Progress(),
        's' => new MilterReply.Skip(),
        '4' or 'f' => new MilterReply.Shutdown(),
        'y' => Code(data),
        'O' => Negotiated(data),
        'b' => new MilterReply.ReplaceBody(data.ToArray()),
        _ => Change(letter, data),
    };

    private static MilterReply? Change(char letter, ReadOnlySpan<byte> data) => letter switch
    {
        '+' or '2' when Text(ref data) is { } path => new MilterReply.AddRecipient(path),
        '-' when Text(ref data) is { } path => new MilterReply.DeleteRecipient(path),
        'e' when Text(ref data) is { } path => new MilterReply.ChangeFrom(path),
        'q' when Text(ref data) is { } reason => new MilterReply.Quarantine(reason),
        'h' => Field(data) is var (name, value) ? new MilterReply.AddHeader(name, value) : null,
        'i' => IndexedField(data) is var (index, name, value) ? new MilterReply.InsertHeader(index, name, value) : null,
        'm' => IndexedField(data) is var (index, name, value) ? new MilterReply.ChangeHeader(index, name, value) : null,
        _ => null,
    };

    private static MilterReply.Negotiated? Negotiated(ReadOnlySpan<byte> data) => data.Length < 12 ? null : new(
        BinaryPrimitives.ReadInt32BigEndian(data), (MilterActions)BinaryPrimitives.ReadInt32BigEndian(data[4..]), (MilterSteps)BinaryPrimitives.ReadInt32BigEndian(data[8..]));

    private static MilterReply.ReplyCode? Code(ReadOnlySpan<byte> data)
    {
        if (Text(ref data) is not { Length: >= 3 } text || text[0] is not ('4' or '5') || !char.IsAsciiDigit(text[1]) || !char.IsAsciiDigit(text[2]))
            return null;

        var code = ((text[0] - '0') * 100) + ((text[1] - '0') * 10) + text[2] - '0';
        return new MilterReply.ReplyCode(code, text[3..].TrimStart(' ', '-'));
    }

    private static (string Name, string Value)? Field(ReadOnlySpan<byte> data) =>
        Text(ref data) is { } name && IsFieldName(name) && Text(ref data) is { } value ? (name, value) : null;

    private static (int Index, string Name, string Value)? IndexedField(ReadOnlySpan<byte> data) =>
        data.Length >= 4 && BinaryPrimitives.ReadInt32BigEndian(data) is var index and >= 0 && Field(data[4..]) is var (name, value) ? (index, name, value) : null;

    // RFC 5322 §3.6.8: printable, no colon.
    private static bool IsFieldName(string name) => name.Length is > 0 and < 256 && name.All(c => c is > ' ' and < '\x7f' and not ':');

    private static string? Text(ref ReadOnlySpan<byte> data)
    {
        var end = data.IndexOf((byte)0);
        if (end < 0)
            return null;

        var text = Encoding.UTF8.GetString(data[..end]);
        data = data[(end + 1)..];
        return text;
    }
}
