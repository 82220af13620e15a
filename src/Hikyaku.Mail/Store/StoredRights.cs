namespace Hikyaku.Mail.Store;

/// <summary>The rights that someone has on a mailbox, in their stored form.</summary>
public sealed record StoredRights(MailboxId Mailbox, string Grantee, string Rights);
