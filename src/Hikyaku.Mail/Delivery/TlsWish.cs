namespace Hikyaku.Mail.Delivery;

/// <summary>What the sender of a message asks of the connections that it takes. The numbers are stored.</summary>
public enum TlsWish
{
    /// <summary>Nothing: the policies of the recipient's domain hold.</summary>
    Usual = 0,

    /// <summary>Only hosts that prove who they are and ask the same of the next one (REQUIRETLS, RFC 8689 §4).</summary>
    Required = 1,

    /// <summary>Delivery matters more than TLS (RFC 8689 §3), as for reports about broken TLS (RFC 8460 §3).</summary>
    Optional = 2,
}
