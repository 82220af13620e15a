namespace Hikyaku.Mail.Store;

/// <summary>What became of one delivery.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>It is stored, durably.</summary>
    public sealed record Stored(MailboxId Mailbox, uint Uid) : DeliveryOutcome;

    /// <summary>The quota of the account does not allow it; nothing was stored for it.</summary>
    public sealed record OverQuota : DeliveryOutcome;

    /// <summary>The mailbox has given out every UID there is; nothing was stored for it.</summary>
    public sealed record NoUidsLeft : DeliveryOutcome;

    /// <summary>The store of the account was removed meanwhile.</summary>
    public sealed record NoSuchAccount : DeliveryOutcome;
}
