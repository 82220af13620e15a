using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Queue;

/// <summary>Applies the journal's entries of the queue again at the start.</summary>
public sealed class QueueReplay(Queue queue, IQueueStorage storage, IBlobStore blobs) : IJournalReplay
{
    private const int BatchSize = 1000;
    private readonly List<QueueChange> _batch = [];
    private readonly Dictionary<BlobId, LoggedContent> _contents = [];

    /// <inheritdoc/>
    public JournalTarget Target => JournalTarget.Queue;

    /// <inheritdoc/>
    public async ValueTask Replay(JournalEntry entry, IReadOnlyList<LoggedContent> contents, CancellationToken cancellation)
    {
        var change = QueueJson.Read(entry.Payload.Span);
        if (change is QueueChange.Added added && contents.FirstOrDefault(c => c.Id == added.Message.Blob) is { } content)
        {
            _contents[content.Id] = content;
        }

        _batch.Add(change);
        if (_batch.Count >= BatchSize)
        {
            await Flush(cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask Complete(CancellationToken cancellation)
    {
        await Flush(cancellation);
        foreach (var content in _contents.Values)
        {
            blobs.Restore(content, [MessageLocation.InQueue(content.Id)]);
        }

        _contents.Clear();
        queue.StartAfter(await storage.HighestId(cancellation));
    }

    private async ValueTask Flush(CancellationToken cancellation)
    {
        foreach (var blob in await storage.Apply(_batch, cancellation))
        {
            _contents.Remove(blob);
            blobs.Discard(MessageLocation.InQueue(blob));
        }

        _batch.Clear();
    }
}
