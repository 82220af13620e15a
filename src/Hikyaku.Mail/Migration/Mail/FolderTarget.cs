using Hikyaku.Mail.Migration.State;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Migration.Mail;

/// <summary>The mailbox of a source folder.</summary>
/// <param name="Mailbox">The mailbox.</param>
/// <param name="UidValidity">The UIDVALIDITY that it takes while it has held no message; 0: it keeps its own.</param>
/// <param name="Seen">What it was given; to be disposed.</param>
internal sealed record FolderTarget(MailboxId Mailbox, uint UidValidity, SeenMessages Seen);
