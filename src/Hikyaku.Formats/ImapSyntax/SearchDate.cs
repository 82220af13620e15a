namespace Hikyaku.Formats.ImapSyntax;

/// <summary>The date that a SEARCH key looks at.</summary>
public enum SearchDate
{
    /// <summary>INTERNALDATE.</summary>
    Internal,

    /// <summary>The Date header field.</summary>
    Sent,

    /// <summary>When the message came into the mailbox (RFC 8514).</summary>
    Saved,
}
