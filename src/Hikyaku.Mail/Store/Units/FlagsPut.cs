namespace Hikyaku.Mail.Store.Units;

/// <summary>A message has these flags from this unit on.</summary>
public sealed record FlagsPut(MailboxId Mailbox, uint Uid, MessageFlags Flags, string Keywords) : Mutation;
