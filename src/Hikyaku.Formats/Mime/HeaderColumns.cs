namespace Hikyaku.Formats.Mime;

/// <summary>Decoded header fields for searching and sorting; a missing field is the empty string.</summary>
public sealed record HeaderColumns
{
    /// <summary>The subject.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The subject without reply marks (RFC 5256 §2.1).</summary>
    public string BaseSubject { get; init; } = "";

    /// <summary>Whether reply or forward marks were taken from the subject (RFC 5256 §2.1).</summary>
    public bool IsReply { get; init; }

    /// <summary>The first author's display name, or the address when there is none.</summary>
    public string From { get; init; } = "";

    /// <summary>The first recipient's display name or address.</summary>
    public string To { get; init; } = "";

    /// <summary>The first copy recipient's display name or address.</summary>
    public string Cc { get; init; } = "";

    /// <summary>The part before the at sign of the first author's address, as ENVELOPE gives it.</summary>
    public string FromMailbox { get; init; } = "";

    /// <summary>The same of the first recipient.</summary>
    public string ToMailbox { get; init; } = "";

    /// <summary>The same of the first copy recipient.</summary>
    public string CcMailbox { get; init; } = "";

    /// <summary>The whole From field.</summary>
    public string FromText { get; init; } = "";

    /// <summary>The whole To field.</summary>
    public string ToText { get; init; } = "";

    /// <summary>The whole Cc field.</summary>
    public string CcText { get; init; } = "";

    /// <summary>The whole Bcc field.</summary>
    public string BccText { get; init; } = "";

    /// <summary>The message identifier without angle brackets.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>The first identifier of In-Reply-To without angle brackets.</summary>
    public string InReplyTo { get; init; } = "";

    /// <summary>The identifiers of References, without angle brackets, separated by spaces.</summary>
    public string References { get; init; } = "";

    /// <summary>The Date field; null when it is missing or cannot be read.</summary>
    public DateTimeOffset? Date { get; init; }
}
