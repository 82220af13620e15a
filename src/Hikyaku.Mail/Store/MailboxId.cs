namespace Hikyaku.Mail.Store;

/// <summary>Names a mailbox in its account; never given to another mailbox, even after removal.</summary>
public readonly record struct MailboxId(long Value);
