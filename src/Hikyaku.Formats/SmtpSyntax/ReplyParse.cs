namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>How far <see cref="ReplyParser"/> came.</summary>
public enum ReplyParse
{
    /// <summary>The reply is not complete yet.</summary>
    NeedMore,

    /// <summary>A whole reply was read.</summary>
    Done,

    /// <summary>The octets are no SMTP reply; the connection is of no use.</summary>
    Malformed,
}
