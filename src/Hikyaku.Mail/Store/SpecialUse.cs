namespace Hikyaku.Mail.Store;

/// <summary>What a mailbox is for (RFC 6154 §2).</summary>
public enum SpecialUse
{
    /// <summary>Nothing special.</summary>
    None,

    /// <summary>\Archive.</summary>
    Archive,

    /// <summary>\Drafts.</summary>
    Drafts,

    /// <summary>\Flagged.</summary>
    Flagged,

    /// <summary>\Junk.</summary>
    Junk,

    /// <summary>\Sent.</summary>
    Sent,

    /// <summary>\Trash.</summary>
    Trash,
}
