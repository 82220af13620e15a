using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Store.Units;

/// <summary>An annotation (RFC 5464) has this value from this unit on.</summary>
/// <param name="Mailbox">Its mailbox; 0 for the account's own.</param>
/// <param name="Reader">The account that alone sees it; 0 for all who may.</param>
/// <param name="Name">Its name in lower case.</param>
/// <param name="Value">Its value; null when it is gone.</param>
public sealed record AnnotationPut(MailboxId Mailbox, AccountId Reader, string Name, byte[]? Value) : Mutation;
