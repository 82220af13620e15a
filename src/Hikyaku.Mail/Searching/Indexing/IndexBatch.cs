using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching.Indexing;

/// <summary>Changes of an index that happen together.</summary>
/// <param name="Put">Messages that come in.</param>
/// <param name="Removed">Messages that are gone.</param>
public sealed record IndexBatch(IReadOnlyList<IndexedText> Put, IReadOnlyList<(MailboxId Mailbox, uint Uid)> Removed);
