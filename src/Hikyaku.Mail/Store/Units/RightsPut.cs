namespace Hikyaku.Mail.Store.Units;

/// <summary>Someone has these rights on a mailbox from this unit on; none takes them away.</summary>
public sealed record RightsPut(MailboxId Mailbox, string Grantee, string Rights) : Mutation;
