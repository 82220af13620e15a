using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Delivery;

/// <summary>A message in a mailbox for sent mail.</summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="Uid">Its UID there; 0 when it is not ours.</param>
/// <param name="IsOurs">The server put it there, not a mail program.</param>
internal sealed record SentCopy(MailboxId Mailbox, uint Uid, bool IsOurs);
