namespace Hikyaku.Mail.Store;

/// <summary>The stored form of a message's analysis; a field that was not read is null.</summary>
/// <param name="Mailbox">Its mailbox.</param>
/// <param name="Uid">Its UID.</param>
public sealed record StoredDetails(MailboxId Mailbox, uint Uid)
{
    /// <summary>The ready ENVELOPE text.</summary>
    public byte[]? Envelope { get; init; }

    /// <summary>The ready BODY text.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The ready BODYSTRUCTURE text.</summary>
    public byte[]? BodyStructure { get; init; }

    /// <summary>The places of the parts.</summary>
    public byte[]? Parts { get; init; }

    /// <summary>The header row, as <see cref="Searching.HeaderRow"/> reads it.</summary>
    public byte[]? Headers { get; init; }

    /// <summary>The preview.</summary>
    public string? Preview { get; init; }
}
