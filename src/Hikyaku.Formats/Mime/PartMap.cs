namespace Hikyaku.Formats.Mime;

/// <summary>All parts of a message with their places, found by part number (RFC 9051 §6.4.5.1).</summary>
public sealed record PartMap(MessagePart Root)
{
    /// <summary>Finds the part of a number such as 1.2; the empty path is the message. Null when there is no such part.</summary>
    public MessagePart? Find(ReadOnlySpan<int> path)
    {
        if (path.Length == 0)
        {
            return Root;
        }

        var part = Step(Root, path[0]);
        for (var i = 1; part is not null && i < path.Length; i++)
        {
            part = part.Kind switch
            {
                PartKind.Multipart => Child(part, path[i]),
                PartKind.Message => Step(part.Children[0], path[i]),
                _ => null,
            };
        }

        return part;
    }

    /// <summary>The compact form that is stored.</summary>
    public byte[] ToBytes() => PartMapFormat.Write(Root);

    /// <summary>Reads the stored form; false when it is damaged or of an unknown version.</summary>
    public static bool TryRead(ReadOnlySpan<byte> stored, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PartMap? map)
    {
        map = PartMapFormat.Read(stored) is { } root ? new PartMap(root) : null;
        return map is not null;
    }

    // A message that is no multipart has one part, 1.
    private static MessagePart? Step(MessagePart message, int number) =>
        message.Kind == PartKind.Multipart ? Child(message, number) : number == 1 ? message : null;

    private static MessagePart? Child(MessagePart part, int number) =>
        number >= 1 && number <= part.Children.Length ? part.Children[number - 1] : null;
}
