using Hikyaku.Formats.Mime;

namespace Hikyaku.Mail.Store;

/// <summary>What the analysis of a message gave; a field that was not wanted is null.</summary>
public sealed record MessageDetails
{
    /// <summary>The message.</summary>
    public required uint Uid { get; init; }

    /// <summary>The ready ENVELOPE text.</summary>
    public byte[]? Envelope { get; init; }

    /// <summary>The ready BODY text.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The ready BODYSTRUCTURE text.</summary>
    public byte[]? BodyStructure { get; init; }

    /// <summary>The places of the parts.</summary>
    public PartMap? Parts { get; init; }

    /// <summary>The preview text.</summary>
    public string? Preview { get; init; }

    /// <summary>The unique identifier that POP3 shows.</summary>
    public string? Pop3Uidl { get; init; }
}
