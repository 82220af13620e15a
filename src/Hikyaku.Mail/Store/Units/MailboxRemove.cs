namespace Hikyaku.Mail.Store.Units;

/// <summary>A mailbox goes, with all its messages.</summary>
public sealed record MailboxRemove(MailboxId Id) : Mutation;
