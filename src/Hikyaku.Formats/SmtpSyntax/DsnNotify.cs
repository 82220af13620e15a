namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>The NOTIFY parameter of RCPT (RFC 3461 §4.1): when the sender wants a report.</summary>
[Flags]
public enum DsnNotify
{
    /// <summary>Not given: failures and, as the server likes, delays.</summary>
    Unspecified = 0,

    /// <summary>At delivery.</summary>
    Success = 1,

    /// <summary>At failure.</summary>
    Failure = 2,

    /// <summary>When the delivery takes long.</summary>
    Delay = 4,

    /// <summary>Never; stands alone.</summary>
    Never = 8,
}
