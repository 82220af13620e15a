namespace Hikyaku.Mail.Store;

/// <summary>Why a change of a mailbox was refused.</summary>
public enum MailboxRefusal
{
    /// <summary>There is no such mailbox.</summary>
    NoSuchMailbox,

    /// <summary>The name is taken (RFC 9051 §7.1 ALREADYEXISTS).</summary>
    AlreadyExists,

    /// <summary>The name is empty, too long, or has an empty level or a control character (CANNOT).</summary>
    BadName,

    /// <summary>INBOX can not be removed (CANNOT).</summary>
    IsInbox,

    /// <summary>The account has as many mailboxes or subscriptions as it may (LIMIT).</summary>
    TooMany,
}
