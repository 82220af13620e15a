namespace Hikyaku.Mail.Store;

/// <summary>INBOX in the order of POP3: imported order first, then by UID; the unique identifiers are distinct (RFC 1939 §7).</summary>
public sealed record Pop3Listing(MailboxId Mailbox, IReadOnlyList<Pop3Entry> Messages);
