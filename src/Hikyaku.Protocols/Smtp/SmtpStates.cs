namespace Hikyaku.Protocols.Smtp;

/// <summary>How far a dialogue is.</summary>
[Flags]
internal enum SmtpStates
{
    /// <summary>The client has not said hello.</summary>
    Fresh = 1,

    /// <summary>It has; no message is under way.</summary>
    Ready = 2,

    /// <summary>MAIL was taken.</summary>
    Mail = 4,

    /// <summary>At least one RCPT was taken.</summary>
    Recipients = 8,

    /// <summary>BDAT has begun, or one of its chunks was refused: only BDAT and RSET may follow (RFC 3030 §2).</summary>
    Chunks = 16,

    Any = Fresh | Ready | Mail | Recipients | Chunks,
}
