namespace Hikyaku.Mail.Store;

/// <summary>The outcome of a change of a mailbox: done with the mailbox as it is now, or refused.</summary>
public abstract record MailboxResult
{
    private MailboxResult()
    {
    }

    /// <summary>It is done; for a removal, the mailbox as it was.</summary>
    public sealed record Done(MailboxInfo Mailbox) : MailboxResult;

    /// <summary>Nothing was changed.</summary>
    public sealed record Refused(MailboxRefusal Reason) : MailboxResult;
}
