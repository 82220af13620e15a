using Hikyaku.Mail.Delivery.Protection;
using Microsoft.Data.Sqlite;

namespace Hikyaku.Storage.Sqlite.Outgoing;

/// <summary>The policies of other domains in outgoing.db.</summary>
internal sealed class SqlitePolicyStorage(OutgoingDatabase database) : IPolicyStorage
{
    public ValueTask<StoredPolicy?> Find(string domain, CancellationToken cancellation) =>
        database.Value.Read(session => session.Prepare("Outgoing/FindPolicy").Bind("$domain", domain).First(Read), cancellation);

    public ValueTask Save(StoredPolicy policy, CancellationToken cancellation) =>
        database.Value.Write(
            session =>
            {
                session.Prepare("Outgoing/SavePolicy")
                    .Bind("$domain", policy.Domain)
                    .Bind("$id", policy.Id)
                    .Bind("$text", policy.Text)
                    .Bind("$fetched", policy.Fetched.ToUnixTimeMilliseconds())
                    .Bind("$expires", policy.Expires.ToUnixTimeMilliseconds())
                    .Bind("$used", policy.Used.ToUnixTimeMilliseconds())
                    .Execute();
            },
            cancellation);

    public ValueTask<IReadOnlyList<StoredPolicy>> Aging(
        DateTimeOffset fetchedBefore, DateTimeOffset usedSince, DateTimeOffset now, int limit, CancellationToken cancellation) =>
        database.Value.Read<IReadOnlyList<StoredPolicy>>(
            session => session.Prepare("Outgoing/AgingPolicies")
                .Bind("$fetched_before", fetchedBefore.ToUnixTimeMilliseconds())
                .Bind("$used_since", usedSince.ToUnixTimeMilliseconds())
                .Bind("$now", now.ToUnixTimeMilliseconds())
                .Bind("$limit", limit)
                .All(Read),
            cancellation);

    public ValueTask Prune(DateTimeOffset now, int most, CancellationToken cancellation) =>
        database.Value.Write(
            session =>
            {
                session.Prepare("Outgoing/RemoveExpiredPolicies").Bind("$now", now.ToUnixTimeMilliseconds()).Execute();
                session.Prepare("Outgoing/RemoveSurplusPolicies").Bind("$most", most).Execute();
            },
            cancellation);

    private static StoredPolicy Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)));
}
