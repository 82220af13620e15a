namespace Hikyaku.Mail.Store;

/// <summary>Why messages were not added or flagged.</summary>
public enum MessageRefusal
{
    /// <summary>The mailbox is gone (TRYCREATE).</summary>
    NoSuchMailbox,

    /// <summary>The quota of the account does not allow it (OVERQUOTA).</summary>
    OverQuota,

    /// <summary>More distinct keywords than a mailbox may have, or than a message may have, or one too long (LIMIT).</summary>
    TooManyKeywords,

    /// <summary>The message that was to be replaced is gone.</summary>
    NoSuchMessage,

    /// <summary>The mailbox has given out every UID there is.</summary>
    NoUidsLeft,
}
