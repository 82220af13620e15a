namespace Hikyaku.Protocols.Connections;

/// <summary>What a listener speaks. The names in <c>hikyaku.json</c> are these in lower case.</summary>
public enum ListenerProtocol
{
    /// <summary>Mail from other hosts (RFC 5321), usually port 25.</summary>
    Smtp,

    /// <summary>Mail from our users (RFC 6409) with STARTTLS, usually port 587.</summary>
    Submission,

    /// <summary>Mail from our users over implicit TLS (RFC 8314), usually port 465.</summary>
    Submissions,

    /// <summary>Local delivery (RFC 2033).</summary>
    Lmtp,

    /// <summary>IMAP with STARTTLS, usually port 143.</summary>
    Imap,

    /// <summary>IMAP over implicit TLS, usually port 993.</summary>
    Imaps,

    /// <summary>POP3 with STLS, usually port 110.</summary>
    Pop3,

    /// <summary>POP3 over implicit TLS, usually port 995.</summary>
    Pop3s,

    /// <summary>Filter scripts (RFC 5804), usually port 4190.</summary>
    ManageSieve,

    /// <summary>HTTP, usually port 80.</summary>
    Http,

    /// <summary>HTTP over TLS, usually port 443.</summary>
    Https,

    /// <summary>The numbers of the server for Prometheus, over HTTP on the loopback interface.</summary>
    Metrics,
}
