namespace Hikyaku.Mail.Delivery;

/// <summary>How a connection to a remote host is protected.</summary>
public enum RemoteTls
{
    /// <summary>STARTTLS where the host offers it, with any certificate; in clear where it fails (RFC 7435).</summary>
    Opportunistic,

    /// <summary>STARTTLS, or no delivery.</summary>
    Required,

    /// <summary>TLS from the first octet on (RFC 8314 §3.3).</summary>
    Implicit,
}
