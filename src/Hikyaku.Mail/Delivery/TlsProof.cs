namespace Hikyaku.Mail.Delivery;

/// <summary>How a host proved who it is.</summary>
public enum TlsProof
{
    /// <summary>Not at all, or nobody asked.</summary>
    None,

    /// <summary>By a certificate of a trusted authority for its name.</summary>
    Authority,

    /// <summary>By a certificate that its TLSA records name.</summary>
    Dane,

    /// <summary>By a certificate that the administrator named.</summary>
    Pinned,
}
