namespace Hikyaku.Mail.Store;

/// <summary>A message that was not analyzed yet.</summary>
/// <param name="Key">Its place in the account; ascending.</param>
/// <param name="Mailbox">Its mailbox.</param>
/// <param name="Uid">Its UID.</param>
public readonly record struct MessageWithoutDetails(long Key, MailboxId Mailbox, uint Uid);
