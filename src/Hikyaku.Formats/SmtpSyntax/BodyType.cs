namespace Hikyaku.Formats.SmtpSyntax;

/// <summary>The BODY parameter of MAIL (RFC 6152 §3, RFC 3030 §3).</summary>
public enum BodyType
{
    /// <summary>Nothing was declared, or BODY=7BIT.</summary>
    SevenBit,

    /// <summary>BODY=8BITMIME.</summary>
    EightBitMime,

    /// <summary>BODY=BINARYMIME: lines of any length, and octets that are no lines.</summary>
    BinaryMime,
}
