namespace Hikyaku.Mail.Store.Units;

/// <summary>A message is there, as this says.</summary>
public sealed record MessagePut : Mutation
{
    /// <summary>Its mailbox.</summary>
    public required MailboxId Mailbox { get; init; }

    /// <summary>Its UID.</summary>
    public required uint Uid { get; init; }

    /// <summary>The unit that changed it last.</summary>
    public required ulong ModSeq { get; init; }

    /// <summary>Its system flags.</summary>
    public required MessageFlags Flags { get; init; }

    /// <summary>Its keywords, sorted, with spaces between.</summary>
    public required string Keywords { get; init; }

    /// <summary>Its octets.</summary>
    public required long Size { get; init; }

    /// <summary>INTERNALDATE in seconds since 1970.</summary>
    public required long InternalDate { get; init; }

    /// <summary>The zone of INTERNALDATE in minutes east of UTC.</summary>
    public required short ZoneMinutes { get; init; }

    /// <summary>When it came into the mailbox, in seconds since 1970.</summary>
    public required long SavedDate { get; init; }

    /// <summary>Where its octets come from.</summary>
    public MessageOrigin Origin { get; init; }

    /// <summary>The CRC-32C of its octets; null when it is not known, or is that of the message whose octets it has.</summary>
    public uint? Checksum { get; init; }

    /// <summary>The message of which it is a copy, as the rows have it; null when it is an original, or a copy of its <see cref="Origin"/>.</summary>
    public long? Email { get; init; }

    /// <summary>What it keeps of its source, if it was imported.</summary>
    public ImportFacts? Imported { get; init; }

    /// <summary>A message as its row has it, changed by a unit of work.</summary>
    internal static MessagePut Of(MailboxId mailbox, in StoredMessage row, ulong modSeq) => new()
    {
        Mailbox = mailbox,
        Uid = row.Uid,
        ModSeq = modSeq,
        Flags = row.Flags,
        Keywords = row.Keywords,
        Size = row.Size,
        InternalDate = row.InternalDate,
        ZoneMinutes = row.ZoneMinutes,
        SavedDate = row.SavedDate,
        Checksum = row.Checksum,
    };
}
