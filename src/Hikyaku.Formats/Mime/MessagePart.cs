using System.Collections.Immutable;

namespace Hikyaku.Formats.Mime;

/// <summary>Where one part of a message lies; offsets and lengths are octets from the message's beginning.</summary>
public sealed record MessagePart
{
    /// <summary>How the part is taken apart.</summary>
    public PartKind Kind { get; init; }

    /// <summary>The media type, lower-case, such as text.</summary>
    public string MediaType { get; init; } = "text";

    /// <summary>The subtype, lower-case, such as plain.</summary>
    public string Subtype { get; init; } = "plain";

    /// <summary>The charset parameter; null when there is none.</summary>
    public string? Charset { get; init; }

    /// <summary>The content transfer encoding, upper-case.</summary>
    public string Encoding { get; init; } = "7BIT";

    /// <summary>Where the header begins.</summary>
    public long HeaderOffset { get; init; }

    /// <summary>The header's length with its empty line.</summary>
    public long HeaderLength { get; init; }

    /// <summary>Where the body begins.</summary>
    public long BodyOffset { get; init; }

    /// <summary>The body's length without the line end that belongs to the next boundary.</summary>
    public long BodyLength { get; init; }

    /// <summary>The body's lines; only counted for text and messages.</summary>
    public long Lines { get; init; }

    /// <summary>Body parts of a multipart, or the one message of a message/rfc822.</summary>
    public ImmutableArray<MessagePart> Children { get; init; } = [];
}
