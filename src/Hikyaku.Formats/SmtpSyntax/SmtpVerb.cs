namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>The first word of a command line.</summary>
public enum SmtpVerb
{
    /// <summary>Nothing that SMTP or LMTP knows.</summary>
    Unknown,

    /// <summary>EHLO (RFC 5321 §4.1.1.1).</summary>
    Ehlo,

    /// <summary>HELO (RFC 5321 §4.1.1.1).</summary>
    Helo,

    /// <summary>LHLO (RFC 2033 §4.1).</summary>
    Lhlo,

    /// <summary>MAIL (RFC 5321 §4.1.1.2).</summary>
    Mail,

    /// <summary>RCPT (RFC 5321 §4.1.1.3).</summary>
    Rcpt,

    /// <summary>DATA (RFC 5321 §4.1.1.4).</summary>
    Data,

    /// <summary>BDAT (RFC 3030 §2).</summary>
    Bdat,

    /// <summary>RSET (RFC 5321 §4.1.1.5).</summary>
    Rset,

    /// <summary>VRFY (RFC 5321 §4.1.1.6).</summary>
    Vrfy,

    /// <summary>EXPN (RFC 5321 §4.1.1.7).</summary>
    Expn,

    /// <summary>HELP (RFC 5321 §4.1.1.8).</summary>
    Help,

    /// <summary>NOOP (RFC 5321 §4.1.1.9).</summary>
    Noop,

    /// <summary>QUIT (RFC 5321 §4.1.1.10).</summary>
    Quit,

    /// <summary>STARTTLS (RFC 3207 §4).</summary>
    StartTls,

    /// <summary>AUTH (RFC 4954 §4).</summary>
    Auth,

    /// <summary>XCLIENT: a front names its client.</summary>
    Xclient,

    /// <summary>The method of an HTTP request: a browser was made to talk to us.</summary>
    Http,
}
