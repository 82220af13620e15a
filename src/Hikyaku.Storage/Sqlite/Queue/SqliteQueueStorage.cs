using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Store;

namespace Hikyaku.Storage.Sqlite.Queue;

/// <summary>The queue in queue.db. A power cut may drop its newest commits: the journal restores them.</summary>
internal sealed class SqliteQueueStorage : IQueueStorage, IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly QueueChanges _changes;
    private readonly QueueTurns _turns = new();

    public SqliteQueueStorage(string path)
    {
        _database = SqliteDatabase.Open(path, new SqliteOptions("Queue", SqliteSynchronous.Normal) { CacheKibibytes = 16 * 1024 });
        _changes = new QueueChanges(_database);
    }

    public ValueTask<IReadOnlyList<BlobId>> Apply(IReadOnlyList<QueueChange> changes, CancellationToken cancellation) => _changes.Apply(changes, cancellation);

    public ValueTask<long> HighestId(CancellationToken cancellation) =>
        _database.Read(static session => session.Prepare("Queue/HighestId").Number() ?? 0, cancellation);

    public ValueTask<IReadOnlyList<DueDestination>> Due(int limit, CancellationToken cancellation) =>
        _database.Read<IReadOnlyList<DueDestination>>(
            session => session.Prepare("Queue/DueDestinations").Bind("$limit", limit)
                .All(static row => new DueDestination(row.GetString(0), QueueRows.Time(row.GetInt64(1)))),
            cancellation);

    public ValueTask<IReadOnlyList<QueueEntry>> Claim(
        IReadOnlyList<string> destinations, DateTimeOffset now, DateTimeOffset leasedUntil, int recipients, CancellationToken cancellation) =>
        _database.Write<IReadOnlyList<QueueEntry>>(
            session =>
            {
                var claims = new List<QueueEntry>(destinations.Count);
                var writer = new QueueWriter(session);
                foreach (var destination in destinations)
                {
                    writer.Touch(destination);
                    if (FirstDue(session, destination, now, recipients) is { } entry)
                    {
                        claims.Add(entry);
                        foreach (var recipient in entry.Recipients)
                        {
                            writer.Lease(entry.Message.Id, recipient, leasedUntil);
                        }
                    }
                }

                writer.Complete();
                return claims;
            },
            cancellation);

    public ValueTask Postpone(string destination, DateTimeOffset notBefore, CancellationToken cancellation) =>
        _database.Write(
            session =>
            {
                session.Prepare("Queue/PostponeDestination").Bind("$name", destination).Bind("$not_before", QueueRows.Time(notBefore)).Execute();
                Refresh(session, [destination]);
            },
            cancellation);

    public ValueTask Release(QueueEntry entry, DateTimeOffset next, CancellationToken cancellation) =>
        _database.Write(
            session =>
            {
                foreach (var recipient in entry.Recipients)
                {
                    session.Prepare("Queue/ReleaseRecipient")
                        .Bind("$message", entry.Message.Id.Value).Bind("$number", recipient.Number).Bind("$next_attempt", QueueRows.Time(next)).Execute();
                }

                Refresh(session, entry.Recipients.Select(r => r.Destination).Distinct());
            },
            cancellation);

    public ValueTask ReleaseLeases(DateTimeOffset now, CancellationToken cancellation) =>
        _database.Write(
            session =>
            {
                var destinations = session.Prepare("Queue/LeasedDestinations").All(static row => row.GetString(0));
                session.Prepare("Queue/ReleaseLeases").Bind("$now", QueueRows.Time(now)).Execute();
                Refresh(session, destinations);
            },
            cancellation);

    public ValueTask<IReadOnlyList<QueueEntry>> List(QueueFilter filter, QueueId after, int limit, CancellationToken cancellation) =>
        _database.Read<IReadOnlyList<QueueEntry>>(
            session =>
            {
                var messages = QueueSelection.OfRecipients(QueueSelection.OfMessages(session.Prepare("Queue/ListMessages"), filter, after), filter)
                    .Bind("$limit", limit)
                    .All(QueueRows.Message);
                return messages.ConvertAll(message => new QueueEntry(message, Recipients(session, message.Id, filter)));
            },
            cancellation);

    public ValueTask<QueueCount> Count(QueueFilter filter, CancellationToken cancellation) =>
        _database.Read(
            session => QueueSelection.OfRecipients(QueueSelection.OfMessages(session.Prepare("Queue/CountMessages"), filter, default), filter)
                .First(static row => new QueueCount(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)))!,
            cancellation);

    public ValueTask<IReadOnlyList<string>> Pinned(CancellationToken cancellation) =>
        _database.Read<IReadOnlyList<string>>(static session => session.Prepare("Queue/PinnedDestinations").All(static row => row.GetString(0)), cancellation);

    public ValueTask<QueueDepth> Depth(CancellationToken cancellation) =>
        _database.Read(
            static session => session.Prepare("Queue/Depth").First(static row =>
                new QueueDepth(row.GetInt64(0), row.IsDBNull(1) ? null : new DateTimeOffset(row.GetInt64(1) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero)))!,
            cancellation);

    public async ValueTask Redirect(Func<RoutedMail, string> destinationOf, CancellationToken cancellation)
    {
        var (message, number) = (0L, -1);
        while (await _database.Read(session => QueueRedirect.Page(session, message, number), cancellation) is { Count: > 0 } page)
        {
            (message, number) = (page[^1].Message, page[^1].Number);
            if (QueueRedirect.Changed(page, destinationOf) is { Count: > 0 } changed)
            {
                await _database.Write(session => QueueRedirect.Apply(session, changed), cancellation);
            }
        }
    }

    public void Dispose()
    {
        _changes.Dispose();
        _database.Dispose();
    }

    private static List<QueuedRecipient> Recipients(SqliteSession session, QueueId message, QueueFilter filter) =>
        QueueSelection.OfRecipients(session.Prepare("Queue/ListRecipients"), filter).Bind("$message", message.Value)
            .All(QueueRows.Recipient);

    private static void Refresh(SqliteSession session, IEnumerable<string> destinations)
    {
        var writer = new QueueWriter(session);
        foreach (var destination in destinations)
        {
            writer.Touch(destination);
        }

        writer.Complete();
    }

    private QueueEntry? FirstDue(SqliteSession session, string destination, DateTimeOffset now, int recipients)
    {
        var due = QueueRows.Time(now);
        if (_turns.Next(session, destination, due) is not { } id)
        {
            return null;
        }

        var message = session.Prepare("Queue/FindMessage").Bind("$id", id).First(QueueRows.Message)
            ?? throw new InvalidDataException($"queue.db has recipients without the message {id}.");
        return new QueueEntry(
            message,
            session.Prepare("Queue/DueRecipients")
                .Bind("$message", id).Bind("$destination", destination).Bind("$now", due).Bind("$limit", recipients)
                .All(QueueRows.Recipient));
    }
}
