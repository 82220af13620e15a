namespace Hikyaku.Mail.Store;

/// <summary>The redo log of a volume: what is in it survives any crash and is applied again at the next start.</summary>
public interface IJournal
{
    /// <summary>
    /// Appends a batch whole. With <paramref name="durable"/> it returns when the batch is on stable storage; else at once, and the batch
    /// becomes durable with any later one. Batches keep their order.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The log can not be written; the batch is not and will never be applied.</exception>
    ValueTask<JournalTicket> Append(JournalBatch batch, bool durable);

    /// <summary>Says that a batch takes that many further calls of <see cref="Applied"/>, one for each part that applies its own entries.</summary>
    void Hold(JournalTicket ticket, int more);

    /// <summary>Says that a batch is applied, so that the log need not keep it beyond the next checkpoint.</summary>
    void Applied(JournalTicket ticket);

    /// <summary>Reads everything that is not checkpointed, in order.</summary>
    IEnumerable<LoggedBatch> Read();
}
