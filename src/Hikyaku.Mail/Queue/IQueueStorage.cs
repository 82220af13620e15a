using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Queue;

/// <summary>
/// The table of the queue. It is a cache of the journal: what it lost in a power cut comes back by replay. No call reads more rows than it returns,
/// apart from filters that no index serves.
/// </summary>
public interface IQueueStorage
{
    /// <summary>Applies changes in one transaction, in order, maybe with those of others, and returns the files that no message uses any more.</summary>
    ValueTask<IReadOnlyList<BlobId>> Apply(IReadOnlyList<QueueChange> changes, CancellationToken cancellation);

    /// <summary>The highest name ever seen in the table, or 0.</summary>
    ValueTask<long> HighestId(CancellationToken cancellation);

    /// <summary>The destinations that are due next, earliest first.</summary>
    ValueTask<IReadOnlyList<DueDestination>> Due(int limit, CancellationToken cancellation);

    /// <summary>Leases to the caller, for each destination, the due recipients of the message that is due longest.</summary>
    /// <param name="destinations">The destinations.</param>
    /// <param name="now">What is due until now.</param>
    /// <param name="leasedUntil">When the recipients are due again if the caller does not settle them.</param>
    /// <param name="recipients">The most recipients of one message.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<QueueEntry>> Claim(
        IReadOnlyList<string> destinations, DateTimeOffset now, DateTimeOffset leasedUntil, int recipients, CancellationToken cancellation);

    /// <summary>Keeps a destination from being due before a time, or lifts that with the earliest time.</summary>
    ValueTask Postpone(string destination, DateTimeOffset notBefore, CancellationToken cancellation);

    /// <summary>Ends the lease of what its attempt did not settle.</summary>
    /// <param name="entry">What was claimed.</param>
    /// <param name="next">When it is due again.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask Release(QueueEntry entry, DateTimeOffset next, CancellationToken cancellation);

    /// <summary>Ends every lease: those who had them are gone.</summary>
    ValueTask ReleaseLeases(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>The messages that match, by name, with the recipients that match.</summary>
    ValueTask<IReadOnlyList<QueueEntry>> List(QueueFilter filter, QueueId after, int limit, CancellationToken cancellation);

    /// <summary>How much matches.</summary>
    ValueTask<QueueCount> Count(QueueFilter filter, CancellationToken cancellation);

    /// <summary>The destinations that administrators chose for what waits.</summary>
    ValueTask<IReadOnlyList<string>> Pinned(CancellationToken cancellation);

    /// <summary>How much waits.</summary>
    ValueTask<QueueDepth> Depth(CancellationToken cancellation);

    /// <summary>Gives every recipient that follows the routes its destination anew, after the routes changed: in steps, between which other changes are made.</summary>
    /// <param name="destinationOf">The destination of mail.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask Redirect(Func<RoutedMail, string> destinationOf, CancellationToken cancellation);
}
