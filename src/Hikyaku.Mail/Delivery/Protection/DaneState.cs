namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>What is known of the TLSA records of a host (RFC 7672 §2.1).</summary>
public enum DaneState
{
    /// <summary>There are none that count.</summary>
    None,

    /// <summary>The host must show a certificate that one of them names.</summary>
    Usable,

    /// <summary>There are some, but none that mail can use: TLS it must be, with any certificate.</summary>
    Unusable,

    /// <summary>The DNS gave no answer, perhaps since somebody hides it: the host must not be used now.</summary>
    Failed,
}
