namespace Hikyaku.Mail.Migration.Mail;

/// <summary>Which server last answered POP3 on the old host.</summary>
public enum Pop3Source
{
    /// <summary>By the files: Courier's size list, else Dovecot's UID list, else qmail.</summary>
    Auto,

    /// <summary>Courier.</summary>
    Courier,

    /// <summary>qmail-pop3d.</summary>
    Qmail,

    /// <summary>Dovecot with its default format.</summary>
    Dovecot,
}
