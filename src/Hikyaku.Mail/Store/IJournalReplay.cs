namespace Hikyaku.Mail.Store;

/// <summary>Takes back the journal's entries for one target when the store is opened.</summary>
public interface IJournalReplay
{
    /// <summary>Whose entries it takes.</summary>
    JournalTarget Target { get; }

    /// <summary>Takes one entry, in the order of the log; applying one that was applied already must change nothing.</summary>
    /// <param name="entry">The entry; its payload is valid only during the call.</param>
    /// <param name="contents">The octets that came with its batch; readable until <see cref="Complete"/> returns.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="InvalidDataException">The entry is damaged; nothing of it is applied.</exception>
    ValueTask Replay(JournalEntry entry, IReadOnlyList<LoggedContent> contents, CancellationToken cancellation);

    /// <summary>All entries were given: restore the files of what is still there.</summary>
    ValueTask Complete(CancellationToken cancellation);
}
