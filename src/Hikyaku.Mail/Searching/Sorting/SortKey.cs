namespace Hikyaku.Mail.Searching.Sorting;

/// <summary>What messages are sorted by (RFC 5256 §3, RFC 5957).</summary>
public enum SortKey
{
    /// <summary>When the message came to the server.</summary>
    Arrival,

    /// <summary>The Date field; without one, as <see cref="Arrival"/>.</summary>
    Date,

    /// <summary>The octets.</summary>
    Size,

    /// <summary>The base subject.</summary>
    Subject,

    /// <summary>The part before the at sign of the first author.</summary>
    From,

    /// <summary>The same of the first recipient.</summary>
    To,

    /// <summary>The same of the first copy recipient.</summary>
    Cc,

    /// <summary>The name that is shown for the first author.</summary>
    DisplayFrom,

    /// <summary>The name that is shown for the first recipient.</summary>
    DisplayTo,

    /// <summary>How well it fits, the best first (RFC 6203 §5).</summary>
    Relevancy,
}
