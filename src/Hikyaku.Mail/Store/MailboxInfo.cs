namespace Hikyaku.Mail.Store;

/// <summary>A mailbox with its counts, as of one moment.</summary>
public sealed record MailboxInfo
{
    /// <summary>The mailbox.</summary>
    public required MailboxId Id { get; init; }

    /// <summary>Its name in UTF-8 with '/' between levels; INBOX is in upper case.</summary>
    public required string Name { get; init; }

    /// <summary>UIDVALIDITY (RFC 9051 §2.3.1.1).</summary>
    public required uint UidValidity { get; init; }

    /// <summary>What it is for.</summary>
    public SpecialUse SpecialUse { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>Whether its name is subscribed.</summary>
    public bool Subscribed { get; init; }

    /// <summary>The UID that the next message gets; never goes back.</summary>
    public uint UidNext { get; init; } = 1;

    /// <summary>The newest change in it (RFC 7162 §3.1.2.1); never goes back.</summary>
    public ulong HighestModSeq { get; init; } = 1;

    /// <summary>How many messages it holds.</summary>
    public int Exists { get; init; }

    /// <summary>How many of them are without \Seen.</summary>
    public int Unseen { get; init; }

    /// <summary>How many of them have \Deleted.</summary>
    public int Deleted { get; init; }

    /// <summary>The octets of all its messages.</summary>
    public long Bytes { get; init; }

    /// <summary>The first UID that no read-write session has seen yet, for \Recent.</summary>
    public uint RecentUid { get; init; } = 1;

    /// <summary>The mailbox before its messages are counted.</summary>
    internal MailboxInfo WithoutMessages() => this with { Exists = 0, Unseen = 0, Deleted = 0, Bytes = 0 };

    /// <summary>The mailbox with one more message counted.</summary>
    internal MailboxInfo With(in StoredMessage row) => this with
    {
        UidNext = Math.Max(UidNext, row.Uid + 1),
        Exists = Exists + 1,
        Unseen = Unseen + (row.Flags.HasFlag(MessageFlags.Seen) ? 0 : 1),
        Deleted = Deleted + (row.Flags.HasFlag(MessageFlags.Deleted) ? 1 : 0),
        Bytes = Bytes + row.Size,
    };
}
