namespace Hikyaku.Mail.Resolving;

/// <summary>How a look-up ended.</summary>
public enum DnsStatus
{
    /// <summary>There are records of the wanted type.</summary>
    Found,

    /// <summary>The name exists, but has no record of the wanted type (RFC 2308 §2.2).</summary>
    NoData,

    /// <summary>The name does not exist (RFC 2308 §2.1).</summary>
    NxDomain,

    /// <summary>No usable answer: time-out, refused, server failure or a damaged reply. Another try may help.</summary>
    Failed,
}
