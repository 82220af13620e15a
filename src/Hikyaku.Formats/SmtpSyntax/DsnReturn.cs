namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>The RET parameter of MAIL (RFC 3461 §4.3): what of the message a failure report carries.</summary>
public enum DsnReturn
{
    /// <summary>The whole message.</summary>
    Full,

    /// <summary>Its header only.</summary>
    Headers,
}
