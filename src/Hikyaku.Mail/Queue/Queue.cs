using System.Collections.Immutable;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Metrics;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;

namespace Hikyaku.Mail.Queue;

/// <summary>
/// Mail that waits for remote hosts. A message is in the queue when the journal has it, and it leaves by a change that is in the journal too:
/// a crash at any point loses nothing, and sends again only what a remote host may have taken unseen.
/// </summary>
public sealed class Queue(IQueueStorage storage, IJournal journal, IBlobStore blobs, Func<RemoteRoutes> routes, MessageTrace trace, TimeProvider time)
{
    private const int SteerBatch = 500;
    private long _lastId;

    /// <summary>Hears of each recipient of an account's mail that another server refused for good.</summary>
    internal Func<Directory.AccountId, ValueTask>? Refused { get; set; }

    /// <summary>Rings when there may be something to do.</summary>
    internal QueueBell Bell { get; } = new();

    /// <summary>
    /// A new message, to be made durable together with local deliveries by <c>Mailstore.Deliver</c>: an entry for each address that forwards it.
    /// The entries share one file and all come into the table together, so that the first one cannot take the file away from the others.
    /// </summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="recipients">The remote recipients, at least one.</param>
    /// <param name="content">The message that is delivered with it.</param>
    public IReadOnlyList<PendingChange> Add(Envelope envelope, IReadOnlyList<QueueRecipient> recipients, MessageContent content)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(recipients);
        ArgumentNullException.ThrowIfNull(content);
        var added = recipients.GroupBy(r => (r.ForwardedBy?.Canonical, r.SendAs?.Canonical))
            .Select(group => Added(Forwarded(envelope, group.First()), group, content)).ToArray();
        return [.. added.Select((change, i) => new QueuedChange(this, change, i == added.Length - 1 ? added : []))];
    }

    /// <summary>Makes a change durable that travels with no message, and applies it. Where that fails, another call goes on with it.</summary>
    /// <exception cref="StoreUnavailableException">The journal takes nothing now.</exception>
    internal async ValueTask Commit(QueuedChange change)
    {
        var ticket = change.Ticket ??= await Append([change.Entry]);
        // Where the table can not follow, the journal keeps it.
        await change.Apply(null, CancellationToken.None);
        journal.Applied(ticket);
    }

    /// <summary>The messages that match, in the order of their arrival, with the recipients that match.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">The last message of the page before.</param>
    /// <param name="limit">The most messages.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public ValueTask<IReadOnlyList<QueueEntry>> List(QueueFilter filter, QueueId after, int limit, CancellationToken cancellation) =>
        storage.List(filter, after, limit, cancellation);

    /// <summary>How much matches.</summary>
    public ValueTask<QueueCount> Count(QueueFilter filter, CancellationToken cancellation) => storage.Count(filter, cancellation);

    /// <summary>The destinations that administrators chose for what waits.</summary>
    public ValueTask<IReadOnlyList<string>> Pinned(CancellationToken cancellation) => storage.Pinned(cancellation);

    /// <summary>How much waits.</summary>
    public ValueTask<QueueDepth> Depth(CancellationToken cancellation) => storage.Depth(cancellation);

    /// <summary>Keeps what matches from being tried; returns the number of recipients.</summary>
    public ValueTask<int> Hold(QueueFilter filter, CancellationToken cancellation) =>
        Steer(Unless(filter, isHeld: true), e => new QueueChange.Steered(e.Message.Id, Numbers(e), IsHeld: true, Next: null), cancellation);

    /// <summary>Lets what matches go on at once; returns the number of recipients.</summary>
    public ValueTask<int> Release(QueueFilter filter, CancellationToken cancellation) =>
        Steer(Unless(filter, isHeld: false), e => new QueueChange.Steered(e.Message.Id, Numbers(e), IsHeld: false, time.GetUtcNow()), cancellation);

    /// <summary>Tries what matches now, unless it is held; returns the number of recipients.</summary>
    public ValueTask<int> Retry(QueueFilter filter, CancellationToken cancellation) =>
        Steer(filter, e => new QueueChange.Steered(e.Message.Id, Numbers(e), IsHeld: null, time.GetUtcNow()), cancellation);

    /// <summary>Removes what matches without a report; returns the number of recipients.</summary>
    public ValueTask<int> Delete(QueueFilter filter, CancellationToken cancellation) =>
        Steer(filter, Remove, cancellation);

    /// <summary>Sends what matches another way, at once unless it is held; returns the number of recipients.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="way">The way, which <see cref="QueueSettings.Reroutes"/> has if it has hosts; null: the one of the routes again.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public ValueTask<int> Reroute(QueueFilter filter, RemoteRoute? way, CancellationToken cancellation) =>
        Steer(filter, e => new QueueChange.Rerouted(e.Message.Id, [.. e.Recipients.Select(r => Rerouted(e.Message, r, way))], way is not null, time.GetUtcNow()), cancellation);

    /// <summary>Gives what waits the destinations of the present routes.</summary>
    public async ValueTask Redirect(CancellationToken cancellation)
    {
        var current = routes();
        await storage.Redirect(current.DestinationOf, cancellation);
        Bell.Ring();
    }

    /// <summary>Names that are given from now on come after this one.</summary>
    internal void StartAfter(long id) => _lastId = Math.Max(_lastId, id);

    /// <summary>Where a recipient goes now: the table may not have followed the latest routes yet.</summary>
    internal string DestinationOf(QueuedMessage message, QueuedRecipient recipient) =>
        recipient.IsPinned || LocalDestination.DomainOf(recipient.Destination) is not null ? recipient.Destination
            : routes().DestinationOf(RoutedMail.Of(recipient.Target, message.Envelope));

    internal QueuedChange Settle(QueueId id, ImmutableArray<int> done, ImmutableArray<SettledAttempt> waiting)
    {
        QueueChange change = new QueueChange.Settled(id, done, waiting);
        return new QueuedChange(this, change, [change]);
    }

    internal async ValueTask Apply(IReadOnlyList<QueueChange> changes)
    {
        foreach (var blob in await storage.Apply(changes, CancellationToken.None))
        {
            blobs.Discard(MessageLocation.InQueue(blob));
        }

        trace.Queued(changes);
        Bell.Ring();
    }

    // Of many, those that are so already are left alone; a single message that is named is found in any case.
    private static QueueFilter Unless(QueueFilter filter, bool isHeld) =>
        filter is { Id: null, IsHeld: null } ? filter with { IsHeld = !isHeld } : filter;

    private static Envelope Forwarded(Envelope envelope, QueueRecipient recipient) => recipient.ForwardedBy is not { } by ? envelope
        : envelope with { ForwardedBy = by, SendAs = recipient.SendAs, DeliveredTo = envelope.DeliveredTo.Add(by.Canonical) };

    private QueueChange.Added Added(Envelope envelope, IEnumerable<QueueRecipient> recipients, MessageContent content)
    {
        var id = NextId();
        var now = time.GetUtcNow();
        var state = new AttemptState(0, envelope.HoldUntil is { } until && until > now ? until : now);
        var current = routes();
        var isHeld = envelope.HoldReason is not null;
        var queued = recipients.Select(
            (r, i) => new QueuedRecipient(
                i, r.Target, r.Original, r.IsHere ? LocalDestination.Of(r.Target.Domain) : current.DestinationOf(RoutedMail.Of(r.Target, envelope)), state, isHeld));
        return new QueueChange.Added(
            id, new QueuedMessage(id, content.Id, content.Length, content.ReturnPathLength, envelope), [.. queued]);
    }

    private QueueChange.Settled Remove(QueueEntry entry)
    {
        trace.Removed(entry);
        return new QueueChange.Settled(entry.Message.Id, Numbers(entry), []);
    }

    private ReroutedRecipient Rerouted(QueuedMessage message, QueuedRecipient recipient, RemoteRoute? way) => new(
        recipient.Number, way?.DestinationOf(recipient.Target.Domain) ?? DestinationOf(message, recipient with { IsPinned = false }));

    private static ImmutableArray<int> Numbers(QueueEntry entry) => [.. entry.Recipients.Select(r => r.Number)];

    private ValueTask<JournalTicket> Append(IReadOnlyList<JournalEntry> entries) => journal.Append(new JournalBatch(entries, []), durable: true);

    private async ValueTask<int> Steer(QueueFilter filter, Func<QueueEntry, QueueChange> change, CancellationToken cancellation)
    {
        var count = 0;
        var after = new QueueId(0);
        while (true)
        {
            var page = await storage.List(filter, after, SteerBatch, cancellation);
            if (page.Count == 0)
            {
                return count;
            }

            var changes = page.Select(change).ToArray();
            var ticket = await Append([.. changes.Select(c => new JournalEntry(JournalTarget.Queue, c.Id.Value, 0, QueueJson.Write(c)))]);
            await Apply(changes);
            journal.Applied(ticket);
            count += page.Sum(e => e.Recipients.Count);
            after = page[^1].Message.Id;
        }
    }

    private QueueId NextId()
    {
        var now = time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMicrosecond;
        while (true)
        {
            var last = Volatile.Read(ref _lastId);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _lastId, next, last) == last)
            {
                return new QueueId(next);
            }
        }
    }
}
