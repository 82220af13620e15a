namespace Hikyaku.Formats.Vpopmail;

/// <summary>The bits of pw_gid.</summary>
[Flags]
public enum VpopmailFlags
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>The user may not change the password.</summary>
    NoPasswordChange = 0x1,

    /// <summary>No POP3.</summary>
    NoPop = 0x2,

    /// <summary>No webmail.</summary>
    NoWebmail = 0x4,

    /// <summary>No IMAP.</summary>
    NoImap = 0x8,

    /// <summary>Incoming mail is refused.</summary>
    BounceMail = 0x10,

    /// <summary>No relaying after POP.</summary>
    NoRelay = 0x20,

    /// <summary>No dial-up.</summary>
    NoDialup = 0x40,

    /// <summary>No SMTP AUTH.</summary>
    NoSmtp = 0x800,

    /// <summary>Administers the domain.</summary>
    DomainAdministrator = 0x1000,

    /// <summary>The domain's flags do not apply.</summary>
    OverrideLimits = 0x2000,

    /// <summary>No SpamAssassin.</summary>
    NoSpamAssassin = 0x4000,

    /// <summary>Spam is deleted.</summary>
    DeleteSpam = 0x8000,

    /// <summary>Administers every domain.</summary>
    SystemAdministrator = 0x10000,

    /// <summary>Expert view of the web interface.</summary>
    SystemExpert = 0x20000,

    /// <summary>No maildrop.</summary>
    NoMaildrop = 0x40000,
}
