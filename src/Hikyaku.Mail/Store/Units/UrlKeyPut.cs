namespace Hikyaku.Mail.Store.Units;

/// <summary>A mailbox has that key for URLs (RFC 4467 §4); those that another one authorized are worth nothing any more.</summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="Key">The secret; empty for none.</param>
public sealed record UrlKeyPut(MailboxId Mailbox, byte[] Key) : Mutation;
