namespace Hikyaku.Mail.Store;

/// <summary>A mailbox to create, or to adopt where it exists.</summary>
/// <param name="Name">Its name, with '/' between levels.</param>
/// <param name="UidValidity">Its UIDVALIDITY, or 0 to choose one; an existing mailbox takes it while it has never held a message.</param>
/// <param name="UidNext">The least UIDNEXT, or 0.</param>
/// <param name="Subscribed">Whether to subscribe to its name.</param>
/// <param name="Use">What it is for.</param>
public sealed record ImportedMailbox(string Name, uint UidValidity, uint UidNext, bool Subscribed, SpecialUse Use)
{
    /// <summary>The mailbox to adopt whatever its name is now; when it is gone, none is made.</summary>
    public MailboxId? Existing { get; init; }

    /// <summary>Whether the mailbox is for <see cref="Use"/> even where it was for something else.</summary>
    public bool ReplacesUse { get; init; }
}
