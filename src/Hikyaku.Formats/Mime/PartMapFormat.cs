using System.Collections.Immutable;
using System.Text;

namespace Hikyaku.Formats.Mime;

/// <summary>The stored form of a part map: a version octet, then each part before its children, numbers as LEB128.</summary>
internal ref struct PartMapFormat
{
    private const byte Version = 1;
    private const int MaxDepth = 200;
    private ReadOnlySpan<byte> _rest;
    private bool _failed;

    public static byte[] Write(MessagePart root)
    {
        var output = new List<byte>(64) { Version };
        Write(output, root);
        return [.. output];
    }

    public static MessagePart? Read(ReadOnlySpan<byte> stored)
    {
        if (stored.Length == 0 || stored[0] != Version)
        {
            return null;
        }

        var reader = new PartMapFormat { _rest = stored[1..] };
        var root = reader.ReadPart(0);
        return reader._failed ? null : root;
    }

    private static void Write(List<byte> output, MessagePart part)
    {
        output.Add((byte)part.Kind);
        Write(output, part.MediaType);
        Write(output, part.Subtype);
        Write(output, part.Charset ?? "");
        Write(output, part.Encoding);
        Write(output, part.HeaderOffset);
        Write(output, part.HeaderLength);
        Write(output, part.BodyOffset);
        Write(output, part.BodyLength);
        Write(output, part.Lines);
        Write(output, part.Children.Length);
        foreach (var child in part.Children)
        {
            Write(output, child);
        }
    }

    private static void Write(List<byte> output, string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        Write(output, octets.Length);
        output.AddRange(octets);
    }

    private static void Write(List<byte> output, long number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            output.Add((byte)(number | 0x80));
        }

        output.Add((byte)number);
    }

    private MessagePart ReadPart(int depth)
    {
        var part = new MessagePart
        {
            Kind = (PartKind)Number(),
            MediaType = Text(),
            Subtype = Text(),
            Charset = Text() is { Length: > 0 } charset ? charset : null,
            Encoding = Text(),
            HeaderOffset = Number(),
            HeaderLength = Number(),
            BodyOffset = Number(),
            BodyLength = Number(),
            Lines = Number(),
        };
        var count = Number();
        _failed |= depth > MaxDepth || count > _rest.Length || !Enum.IsDefined(part.Kind) || (part.Kind == PartKind.Message && count != 1);
        var children = ImmutableArray.CreateBuilder<MessagePart>();
        for (var i = 0; i < count && !_failed; i++)
        {
            children.Add(ReadPart(depth + 1));
        }

        return part with { Children = children.ToImmutable() };
    }

    private long Number()
    {
        long number = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            if (_rest.Length == 0)
            {
                break;
            }

            var octet = _rest[0];
            _rest = _rest[1..];
            number |= (long)(octet & 0x7f) << shift;
            if (octet < 0x80)
            {
                return number;
            }
        }

        _failed = true;
        return 0;
    }

    private string Text()
    {
        var length = Number();
        if (length > _rest.Length || length < 0)
        {
            _failed = true;
            return "";
        }

        var text = Encoding.UTF8.GetString(_rest[..(int)length]);
        _rest = _rest[(int)length..];
        return text;
    }
}
