namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>The kind of policy that a domain publishes about its hosts (RFC 8460 §4.4). The numbers are stored.</summary>
public enum TlsPolicyType
{
    /// <summary>no-policy-found.</summary>
    None = 0,

    /// <summary>tlsa.</summary>
    Tlsa = 1,

    /// <summary>sts.</summary>
    Sts = 2,
}
