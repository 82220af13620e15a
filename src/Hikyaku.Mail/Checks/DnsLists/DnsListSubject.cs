namespace Hikyaku.Mail.Checks.DnsLists;

/// <summary>What a DNS list is asked about.</summary>
public enum DnsListSubject
{
    /// <summary>The client's address (RFC 5782 §2).</summary>
    Client,

    /// <summary>The host names of the client that lead back to it (RFC 5782 §3).</summary>
    Host,

    /// <summary>The name that the client gives itself.</summary>
    Helo,

    /// <summary>The domain of the sender.</summary>
    Sender,
}
