namespace Hikyaku.Mail.Store.Units;

/// <summary>Messages go, leaving tombstones; the UIDs are ascending.</summary>
public sealed record MessagesRemove(MailboxId Mailbox, ulong ModSeq, uint[] Uids) : Mutation;
