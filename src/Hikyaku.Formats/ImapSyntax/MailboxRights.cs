namespace Hikyaku.Formats.ImapSyntax;

/// <summary>What someone may do with a mailbox (RFC 4314 §2.1).</summary>
[Flags]
public enum MailboxRights
{
    /// <summary>Nothing: the mailbox does not exist for him.</summary>
    None = 0,

    /// <summary>l: he sees that it is there.</summary>
    Lookup = 1,

    /// <summary>r: he reads its messages.</summary>
    Read = 2,

    /// <summary>s: \Seen is kept.</summary>
    Seen = 4,

    /// <summary>w: flags other than \Seen and \Deleted.</summary>
    Write = 8,

    /// <summary>i: messages are added.</summary>
    Insert = 16,

    /// <summary>p: mail is sent to it. Kept and shown; nothing here asks for it.</summary>
    Post = 32,

    /// <summary>k: mailboxes are made below it.</summary>
    Create = 64,

    /// <summary>x: it is removed or renamed.</summary>
    DeleteMailbox = 128,

    /// <summary>t: \Deleted.</summary>
    DeleteMessages = 256,

    /// <summary>e: messages are expunged.</summary>
    Expunge = 512,

    /// <summary>a: rights are given.</summary>
    Administer = 1024,

    /// <summary>What makes a mailbox more than read-only (RFC 4314 §5.2).</summary>
    Change = Seen | Write | Insert | DeleteMessages | Expunge,

    /// <summary>Every flag may be set.</summary>
    Flags = Seen | Write | DeleteMessages,

    /// <summary>Everything.</summary>
    All = Lookup | Read | Change | Post | Create | DeleteMailbox | Administer,
}
