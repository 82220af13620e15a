namespace Hikyaku.Mail.Searching;

/// <summary>The texts of a message's header that are kept ready for SEARCH, SORT and THREAD, in the order in which they are stored.</summary>
public enum HeaderText
{
    /// <summary>The subject, folded.</summary>
    Subject,

    /// <summary>The base subject (RFC 5256 §2.1), folded.</summary>
    BaseSubject,

    /// <summary>The From field, decoded and folded.</summary>
    From,

    /// <summary>The To field, decoded and folded.</summary>
    To,

    /// <summary>The Cc field, decoded and folded.</summary>
    Cc,

    /// <summary>The Bcc field, decoded and folded.</summary>
    Bcc,

    /// <summary>The part before the at sign of the first author, folded.</summary>
    FromMailbox,

    /// <summary>The same of the first recipient.</summary>
    ToMailbox,

    /// <summary>The same of the first copy recipient.</summary>
    CcMailbox,

    /// <summary>The name that is shown for the first author (RFC 5957), folded.</summary>
    DisplayFrom,

    /// <summary>The name that is shown for the first recipient, folded.</summary>
    DisplayTo,

    /// <summary>The message identifier without angle brackets, as it is.</summary>
    MessageId,

    /// <summary>The first identifier of In-Reply-To.</summary>
    InReplyTo,

    /// <summary>The identifiers of References with spaces between.</summary>
    References,
}
