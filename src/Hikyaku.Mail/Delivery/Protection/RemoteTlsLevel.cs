namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>What the administrator asks of the connections to a domain.</summary>
public enum RemoteTlsLevel
{
    /// <summary>What the domain publishes: DANE, MTA-STS, else TLS where it is offered.</summary>
    Auto,

    /// <summary>No TLS.</summary>
    Off,

    /// <summary>TLS where it is offered, whatever the domain publishes.</summary>
    May,

    /// <summary>TLS with any certificate.</summary>
    Encrypt,

    /// <summary>TLS with a trusted certificate of the host's name.</summary>
    Verify,

    /// <summary>Only hosts with usable TLSA records.</summary>
    Dane,

    /// <summary>Only hosts with a certificate or key of a given fingerprint.</summary>
    Pin,
}
