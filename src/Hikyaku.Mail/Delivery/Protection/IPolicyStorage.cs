namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>Keeps the policies of other domains over restarts (RFC 8461 §3.3): without it, whoever hides a policy once is safe from it.</summary>
public interface IPolicyStorage
{
    /// <summary>The policy of a domain, however old.</summary>
    ValueTask<StoredPolicy?> Find(string domain, CancellationToken cancellation);

    /// <summary>Adds or replaces a policy.</summary>
    ValueTask Save(StoredPolicy policy, CancellationToken cancellation);

    /// <summary>Policies that were fetched before a time, hold still and were used since another time; those fetched first come first.</summary>
    ValueTask<IReadOnlyList<StoredPolicy>> Aging(DateTimeOffset fetchedBefore, DateTimeOffset usedSince, DateTimeOffset now, int limit, CancellationToken cancellation);

    /// <summary>Removes what has expired, and the policies least used of those above a number.</summary>
    ValueTask Prune(DateTimeOffset now, int most, CancellationToken cancellation);
}
