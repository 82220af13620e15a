namespace Hikyaku.Formats.Mime;

/// <summary>What is learnt from a message's octets once, when it is stored.</summary>
public sealed record MessageAnalysis
{
    /// <summary>The ready ENVELOPE text, in parentheses (RFC 9051 §7.5.2).</summary>
    public required byte[] Envelope { get; init; }

    /// <summary>The ready BODY text: the structure without extension data.</summary>
    public required byte[] Body { get; init; }

    /// <summary>The ready BODYSTRUCTURE text.</summary>
    public required byte[] BodyStructure { get; init; }

    /// <summary>Where every part lies in the message.</summary>
    public required PartMap Parts { get; init; }

    /// <summary>The decoded header fields that searching and sorting need.</summary>
    public required HeaderColumns Columns { get; init; }

    /// <summary>The beginning of the readable text, at most 200 characters on one line (RFC 8970).</summary>
    public required string Preview { get; init; }
}
