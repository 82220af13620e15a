using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Store;

namespace Hikyaku.Storage.Sqlite.Queue;

/// <summary>Applies changes inside one transaction, then brings the destinations that they touched up to date.</summary>
internal sealed class QueueWriter(SqliteSession session)
{
    private readonly HashSet<string> _touched = [];

    /// <summary>The files of messages that left.</summary>
    public List<BlobId> Unused { get; } = [];

    public void Apply(QueueChange change)
    {
        switch (change)
        {
            case QueueChange.Added added:
                Add(added);
                break;
            case QueueChange.Settled settled:
                Settle(settled);
                break;
            case QueueChange.Steered steered:
                Steer(steered);
                break;
            case QueueChange.Rerouted rerouted:
                Reroute(rerouted);
                break;
            default:
                throw new InvalidOperationException($"Unknown change {change.GetType().Name}.");
        }
    }

    public void Lease(QueueId message, QueuedRecipient recipient, DateTimeOffset until)
    {
        session.Prepare("Queue/LeaseRecipient")
            .Bind("$message", message.Value).Bind("$number", recipient.Number).Bind("$until", QueueRows.Time(until)).Execute();
        _touched.Add(recipient.Destination);
    }

    public void Touch(string destination) => _touched.Add(destination);

    /// <summary>Brings the destinations up to date; the last step of every transaction.</summary>
    public void Complete()
    {
        foreach (var destination in _touched)
        {
            session.Prepare("Queue/RefreshDestination").Bind("$name", destination).Execute();
            session.Prepare("Queue/RemoveEmptyDestination").Bind("$name", destination).Execute();
        }
    }

    private void Add(QueueChange.Added added)
    {
        var message = added.Message;
        session.Prepare("Queue/AddMessage")
            .Bind("$id", message.Id.Value)
            .Bind("$blob", message.Blob.Value)
            .Bind("$length", message.Length)
            .Bind("$return_path_length", message.ReturnPathLength)
            .Bind("$sender", QueueFilter.SenderKey(message.Envelope.ReversePath))
            .Bind("$envelope", QueueJson.Text(message.Envelope, j => j.Envelope))
            .Execute();
        foreach (var recipient in added.Recipients)
        {
            QueueRows.Bind(session.Prepare("Queue/AddRecipient"), message.Id, recipient.Number, recipient.Attempts)
                .Bind("$sender", QueueFilter.SenderKey(message.Envelope.ReversePath))
                .Bind("$rank", -message.Envelope.Priority)
                .Bind("$target", recipient.Target.ToString())
                .Bind("$domain", recipient.Target.Domain)
                .Bind("$destination", recipient.Destination)
                .Bind("$original", QueueJson.Text(recipient.Original, j => j.Recipient))
                .Bind("$held", recipient.IsHeld)
                .Bind("$pinned", recipient.IsPinned)
                .Execute();
            _touched.Add(recipient.Destination);
        }
    }

    private void Settle(QueueChange.Settled settled)
    {
        foreach (var number in settled.Done)
        {
            Run(session.Prepare("Queue/RemoveRecipient").Bind("$message", settled.Id.Value).Bind("$number", number));
        }

        foreach (var (number, state) in settled.Waiting)
        {
            Run(QueueRows.Bind(session.Prepare("Queue/UpdateRecipient"), settled.Id, number, state));
        }

        if (session.Prepare("Queue/RemoveMessageWithoutRecipients").Bind("$id", settled.Id.Value).Number() is { } blob)
        {
            Unused.Add(new BlobId(blob));
        }
    }

    private void Steer(QueueChange.Steered steered)
    {
        foreach (var number in steered.Numbers)
        {
            var destination = Run(session.Prepare("Queue/SteerRecipient")
                .Bind("$message", steered.Id.Value)
                .Bind("$number", number)
                .Bind("$held", steered.IsHeld)
                .Bind("$next_attempt", steered.Next is { } next ? QueueRows.Time(next) : null));
            if (destination is not null && steered.Next is not null)
            {
                // Whoever asks for an attempt now does not want to wait for a destination that rests.
                session.Prepare("Queue/PostponeDestination").Bind("$name", destination).Bind("$not_before", 0L).Execute();
            }
        }
    }

    private void Reroute(QueueChange.Rerouted rerouted)
    {
        foreach (var (number, destination) in rerouted.Recipients)
        {
            var before = session.Prepare("Queue/FindDestination").Bind("$message", rerouted.Id.Value).Bind("$number", number).First(static row => row.GetString(0));
            if (before is null)
            {
                continue;
            }

            session.Prepare("Queue/RerouteRecipient")
                .Bind("$message", rerouted.Id.Value)
                .Bind("$number", number)
                .Bind("$destination", destination)
                .Bind("$pinned", rerouted.IsPinned)
                .Bind("$next_attempt", QueueRows.Time(rerouted.Next))
                .Execute();
            _touched.Add(before);
            _touched.Add(destination);
        }
    }

    private string? Run(SqliteStatement statement)
    {
        var destination = statement.First(static row => row.GetString(0));
        if (destination is not null)
        {
            _touched.Add(destination);
        }

        return destination;
    }
}
