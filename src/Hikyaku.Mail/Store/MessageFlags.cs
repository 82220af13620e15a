namespace Hikyaku.Mail.Store;

/// <summary>The system flags that are kept (RFC 9051 §2.3.2); \Recent belongs to a session and is not among them.</summary>
[Flags]
public enum MessageFlags
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>\Answered.</summary>
    Answered = 1,

    /// <summary>\Flagged.</summary>
    Flagged = 2,

    /// <summary>\Deleted.</summary>
    Deleted = 4,

    /// <summary>\Seen.</summary>
    Seen = 8,

    /// <summary>\Draft.</summary>
    Draft = 16,
}
