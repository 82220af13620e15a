namespace Hikyaku.Mail.Searching.Threads;

/// <summary>How messages are put into threads.</summary>
public enum ThreadAlgorithm
{
    /// <summary>By base subject (RFC 5256 §3).</summary>
    OrderedSubject,

    /// <summary>By references, then by base subject (RFC 5256 §3).</summary>
    References,

    /// <summary>By references alone; threads are ordered by their newest message (draft-ietf-morg-inthread).</summary>
    Refs,
}
