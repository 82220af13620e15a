namespace Hikyaku.Mail.Directory;

/// <summary>What an account may use, and what a domain takes away from its accounts.</summary>
[Flags]
public enum Services
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Sign-in for submission.</summary>
    Smtp = 1,

    /// <summary>IMAP.</summary>
    Imap = 2,

    /// <summary>POP3.</summary>
    Pop3 = 4,

    /// <summary>Webmail and everything else over HTTP.</summary>
    Web = 8,

    /// <summary>ManageSieve.</summary>
    ManageSieve = 16,

    /// <summary>Mail to addresses outside this server.</summary>
    Relay = 32,

    /// <summary>All of them.</summary>
    All = 63,
}
