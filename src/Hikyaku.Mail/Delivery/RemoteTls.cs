namespace Hikyaku.Mail.Delivery;

/// <summary>How a connection to a remote host is protected.</summary>
public enum RemoteTls
{
    /// <summary>STARTTLS where the host offers it, with any certificate; in clear where it fails (RFC 7435).</summary>
    Opportunistic,

    /// <summary>STARTTLS with any certificate, or no delivery.</summary>
    Encrypted,

    /// <summary>STARTTLS with a trusted certificate of the host's name, or no delivery.</summary>
    Required,

    /// <summary>TLS from the first octet on (RFC 8314 §3.3), with any certificate.</summary>
    ImplicitEncrypted,

    /// <summary>TLS from the first octet on, with a trusted certificate of the host's name.</summary>
    Implicit,

    /// <summary>STARTTLS with a certificate that the host's TLSA records name (RFC 7672), or no delivery.</summary>
    Dane,

    /// <summary>STARTTLS with a certificate that the administrator named, or no delivery.</summary>
    Pinned,

    /// <summary>In clear, since the administrator knows that the host's TLS does not work.</summary>
    Never,
}
