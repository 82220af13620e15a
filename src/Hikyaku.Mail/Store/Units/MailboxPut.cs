namespace Hikyaku.Mail.Store.Units;

/// <summary>A mailbox is made, renamed, or gets other properties.</summary>
/// <param name="Id">The mailbox.</param>
/// <param name="Name">Its name.</param>
/// <param name="UidValidity">Its UIDVALIDITY.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Created">When it was made, in seconds since 1970.</param>
public sealed record MailboxPut(MailboxId Id, string Name, uint UidValidity, SpecialUse Use, long Created) : Mutation;
