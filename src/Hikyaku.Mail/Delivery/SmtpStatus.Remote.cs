namespace Hikyaku.Mail.Delivery;

/// <content>The statuses of remote delivery that no remote host words itself.</content>
public sealed partial record SmtpStatus
{
    /// <summary>The domain takes no mail (RFC 7505 §3).</summary>
    public static readonly SmtpStatus NullMx = new(556, new(5, 1, 10), "The domain of the recipient accepts no mail (null MX)");

    /// <summary>The domain does not exist.</summary>
    public static readonly SmtpStatus NoSuchDomain = new(550, new(5, 1, 2), "The domain of the recipient does not exist");

    /// <summary>The domain exists, but has no host for mail.</summary>
    public static readonly SmtpStatus NoMailHost = new(550, new(5, 1, 2), "The domain of the recipient has no mail host");

    /// <summary>The DNS gave no answer.</summary>
    public static readonly SmtpStatus DnsFailure = new(451, new(4, 4, 3), "The DNS gave no answer for the domain of the recipient");

    /// <summary>The MX records lead back here (RFC 5321 §5.1).</summary>
    public static readonly SmtpStatus MxLoop = new(554, new(5, 4, 6), "The MX records of the domain lead back to this server, which does not serve it");

    /// <summary>No better host of a domain is known, whose backup this server is.</summary>
    public static readonly SmtpStatus NoBetterHost = new(451, new(4, 4, 4), "No better MX host of the domain is known than this server, its backup");

    /// <summary>No host accepts connections.</summary>
    public static readonly SmtpStatus NoConnection = new(451, new(4, 4, 1), "The host does not answer");

    /// <summary>The address that mail is to go out from is of no use for any host.</summary>
    public static readonly SmtpStatus NoSource = new(451, new(4, 3, 5), "The source address for the domain of the sender can not be used for this host");

    /// <summary>The connection was cut or stalled.</summary>
    public static readonly SmtpStatus ConnectionLost = new(451, new(4, 4, 2), "The connection was lost or stalled");

    /// <summary>What the host said is no SMTP.</summary>
    public static readonly SmtpStatus ProtocolError = new(451, new(4, 5, 0), "The host does not speak SMTP");

    /// <summary>TLS is required and failed.</summary>
    public static readonly SmtpStatus TlsRequired = new(451, new(4, 7, 5), "The host offers no TLS, but the route requires it");

    /// <summary>TLS is required and the host can not prove its name.</summary>
    public static readonly SmtpStatus BadCertificate = new(451, new(4, 7, 5), "The route requires a certificate that is trusted and bears the name of the host");

    /// <summary>The domain's MTA-STS policy names none of its hosts (RFC 8461 §5).</summary>
    public static readonly SmtpStatus NotInPolicy = new(451, new(4, 7, 5), "The MTA-STS policy of the domain names none of its MX hosts");

    /// <summary>The DNS gave no valid answer for the TLSA records of the hosts (RFC 7672 §2.1.2).</summary>
    public static readonly SmtpStatus TlsaUnknown = new(451, new(4, 7, 5), "The DNS gave no valid answer for the TLSA records of the host");

    /// <summary>The administrator asks for DANE, and no host has usable TLSA records.</summary>
    public static readonly SmtpStatus DaneMissing = new(451, new(4, 7, 5), "DANE is required, but no host of the domain has usable TLSA records");

    /// <summary>The administrator named the hosts of the domain, and none of its MX hosts is one.</summary>
    public static readonly SmtpStatus NotNamed = new(451, new(4, 7, 5), "None of the MX hosts of the domain is one that its TLS rule names");

    /// <summary>The sender requires TLS to a host that proves who it is, and there is none (RFC 8689 §4.2.1).</summary>
    public static readonly SmtpStatus EncryptionNeeded = new(550, new(5, 7, 10), "The sender requires TLS, but no host of the domain can prove who it is");

    /// <summary>The sender requires TLS all the way, and the host promises nothing (RFC 8689 §4.2.1).</summary>
    public static readonly SmtpStatus RequireTlsMissing = new(550, new(5, 7, 30), "The sender requires TLS all the way, but the host does not support REQUIRETLS");

    /// <summary>The smart host wants a sign-in that does not work.</summary>
    public static readonly SmtpStatus SignInFailed = new(451, new(4, 7, 8), "The smart host refused the sign-in");

    /// <summary>An address or header needs UTF-8, which the host does not take (RFC 6531 §3.5).</summary>
    public static readonly SmtpStatus NoSmtpUtf8 = new(553, new(5, 6, 7), "The host of the recipient does not accept internationalized addresses");

    /// <summary>The message has octets above 127 that the host does not take, in parts that cannot be written otherwise (RFC 6152 §3, RFC 3463 §3.7).</summary>
    public static readonly SmtpStatus NotConvertible = new(554, new(5, 6, 3), "The host of the recipient takes 7-bit text only, and the message cannot be converted");

    /// <summary>The message is binary in parts that cannot be written otherwise (RFC 3030 §3, RFC 3463 §3.7).</summary>
    public static readonly SmtpStatus NotConvertibleToText = new(554, new(5, 6, 3), "The message has binary parts that cannot be converted, such as signed ones");

    /// <summary>The host takes fewer recipients at once (RFC 9422 §4, RFC 5321 §4.5.3.1.10).</summary>
    public static readonly SmtpStatus TooManyForRemote = new(452, new(4, 5, 3), "The host takes no more messages or recipients on this connection");

    /// <summary>The message is larger than the host takes (RFC 1870 §6.1).</summary>
    public static readonly SmtpStatus TooLargeForRemote = new(552, new(5, 3, 4), "The message is larger than the host of the recipient accepts");

    /// <summary>The sender wants late mail back, and the host cannot promise it (RFC 2852 §4.1.4, RFC 3463 §3.4).</summary>
    public static readonly SmtpStatus NoDeliverBy = new(554, new(5, 3, 3), "The host of the recipient does not promise delivery in time (DELIVERBY)");

    /// <summary>It was tried for too long (RFC 3463 §3.5).</summary>
    public static readonly SmtpStatus Expired = new(554, new(5, 4, 7), "Delivery was tried for too long");

    /// <summary>The time is over by which the sender wanted it delivered; it is tried further (RFC 2852 §4.1.3).</summary>
    public static readonly SmtpStatus Late = new(451, new(4, 4, 7), "The time is over by which it was to be delivered");

    /// <summary>The message file can not be read.</summary>
    public static readonly SmtpStatus MessageMissing = new(554, new(5, 3, 0), "The message is lost: its file can not be read");
}
