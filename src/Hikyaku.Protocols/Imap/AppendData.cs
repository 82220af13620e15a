namespace Hikyaku.Protocols.Imap;

/// <summary>The form in which APPEND gives a message.</summary>
internal enum AppendData
{
    /// <summary>A literal.</summary>
    Literal,

    /// <summary>A literal8, which may hold any octets (RFC 3516 §4.4).</summary>
    Literal8,

    /// <summary>A literal8 in UTF8 (...) (RFC 6855 §4).</summary>
    Utf8,

    /// <summary>Parts in CATENATE (...) (RFC 4469).</summary>
    Catenate,
}
