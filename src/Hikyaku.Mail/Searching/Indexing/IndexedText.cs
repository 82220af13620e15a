using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching.Indexing;

/// <summary>What goes into the index for a message.</summary>
/// <param name="Mailbox">Its mailbox.</param>
/// <param name="Uid">Its UID.</param>
/// <param name="Header">The tokens of its header.</param>
/// <param name="Body">The tokens of its body; null when it has too many: then it is never found by the index, and always read.</param>
public sealed record IndexedText(MailboxId Mailbox, uint Uid, IReadOnlyCollection<string> Header, IReadOnlyCollection<string>? Body);
