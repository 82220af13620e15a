namespace Hikyaku.Mail.Trace;

/// <summary>What happened to a message. The numbers are stored.</summary>
public enum TraceKind
{
    /// <summary>All of it has come; whether it is taken, the next events tell.</summary>
    Received = 1,

    /// <summary>The message, its sender or one recipient was not taken; the client was told why.</summary>
    Refused = 2,

    /// <summary>A check gave its opinion.</summary>
    Verdict = 3,

    /// <summary>A recipient leads to other addresses.</summary>
    Routed = 4,

    /// <summary>It waits in the queue for a recipient.</summary>
    Queued = 5,

    /// <summary>A host was tried and did not decide.</summary>
    Attempted = 6,

    /// <summary>It is in a mailbox here, or another server has taken it.</summary>
    Delivered = 7,

    /// <summary>An attempt failed for now.</summary>
    Deferred = 8,

    /// <summary>Delivery to a recipient is given up.</summary>
    Failed = 9,

    /// <summary>Its sender was sent a report about it.</summary>
    Reported = 10,

    /// <summary>An administrator took it out of the queue.</summary>
    Removed = 11,

    /// <summary>Dropped by the recipient's own wish.</summary>
    Discarded = 12,
}
