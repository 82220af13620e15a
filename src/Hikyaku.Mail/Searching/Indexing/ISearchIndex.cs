using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching.Indexing;

/// <summary>
/// The full-text index of one account. It may lag behind the mail and may be dropped at any time: what it does not cover is read. A change of it
/// happens whole or not at all.
/// </summary>
public interface ISearchIndex : IDisposable
{
    /// <summary>The unit of work that it has caught up with.</summary>
    ValueTask<ulong> ReadModSeq(CancellationToken cancellation);

    /// <summary>The mailboxes that it covers anything of.</summary>
    ValueTask<IReadOnlyList<MailboxId>> Mailboxes(CancellationToken cancellation);

    /// <summary>Which messages of a mailbox have what is asked; null when too many tokens would have to be looked at.</summary>
    ValueTask<IndexAnswer?> Ask(MailboxId mailbox, uint uidValidity, IndexQuestion question, CancellationToken cancellation);

    /// <summary>Makes changes.</summary>
    ValueTask Write(IndexBatch batch, CancellationToken cancellation);

    /// <summary>Makes ready for a mailbox, anew when it has another UIDVALIDITY than before, and answers what is covered of it.</summary>
    ValueTask<IndexCoverage> Begin(MailboxId mailbox, uint uidValidity, CancellationToken cancellation);

    /// <summary>Forgets a mailbox.</summary>
    ValueTask Forget(MailboxId mailbox, CancellationToken cancellation);

    /// <summary>Notes the unit of work that it has caught up with.</summary>
    ValueTask SetModSeq(ulong modSeq, CancellationToken cancellation);

    /// <summary>What is damaged in the file, for a person; empty when nothing is.</summary>
    ValueTask<IReadOnlyList<string>> FindDamage(CancellationToken cancellation);
}
