namespace Hikyaku.Protocols.Smtp;

/// <summary>For whom the session is.</summary>
internal enum SmtpMode
{
    /// <summary>Other hosts; users too, where the settings allow it.</summary>
    Mx,

    /// <summary>Users (RFC 6409).</summary>
    Submission,

    /// <summary>A server of this house (RFC 2033).</summary>
    Lmtp,
}
