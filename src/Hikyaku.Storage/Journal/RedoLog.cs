using Hikyaku.Mail.Store;

using Microsoft.Extensions.Logging;

namespace Hikyaku.Storage.Journal;

/// <summary>
/// The journal of a volume. A thread of its own takes all batches that wait, writes them at once, syncs once and lets all go on (group commit).
/// </summary>
internal sealed class RedoLog(DataFolder folder, JournalOptions options, SegmentFiles segments, DiskRoom room, ILogger<RedoLog> logger) : IJournal, IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Dictionary<long, int> _outstanding = [];
    private readonly DiskThread _spoolThread = new("journal-spool");
    private readonly List<(long Generation, BlobId Id)> _spooled = [];
    private List<PendingRecord> _queue = [];
    private TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SegmentWriter _writer = new(options, segments, logger);
    private Thread? _thread;
    private long _generation = 1;
    private bool _isStopping;

    /// <summary>How often the disk was waited for, and for how many batches.</summary>
    public (long Syncs, long Batches) Counts => _writer.Counts;

    /// <summary>Where the journal ends: the segment, and the place in it.</summary>
    public (string Path, long End) Position => (_writer.Segment.Path, _writer.Segment.End);

    public bool WantsCheckpoint => _writer.Written > Math.Min(options.CheckpointBytes, segments.Usual);

    /// <summary>Begins a new segment after all that exist.</summary>
    public void Start()
    {
        Directory.CreateDirectory(folder.Journal);
        Directory.CreateDirectory(folder.Spool);
        _writer.Start(folder.Segments().LastOrDefault());
        _thread = new Thread(Run) { Name = "journal", IsBackground = true };
        _thread.Start();
    }

    public async ValueTask<JournalTicket> Append(JournalBatch batch, bool durable)
    {
        CheckRoom(batch);
        var spooled = batch.Contents.Where(c => c.Content.FilePath is not null).Select(c => c.Content).ToList();
        if (spooled.Count > 0)
        {
            await _spoolThread.Run(() => SyncSpool(spooled));
        }

        var body = RecordFormat.Body(batch);
        var crc = Crc32C.Start;
        var length = 0L;
        foreach (var piece in body)
        {
            crc = Crc32C.Append(crc, piece.Span);
            length += piece.Length;
        }

        if (length > RecordFormat.MaxBody)
        {
            throw new StoreUnavailableException("The change is too large for the journal.");
        }

        // A change that does not wait is not told of a failure either; its octets must not depend on the caller's buffers.
        var done = durable ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        var ticket = Enqueue(new PendingRecord { Body = body, Length = (int)length, Crc = ~crc, IsDurable = durable, Done = done }, batch, durable);
        if (done is not null)
        {
            try
            {
                await done.Task;
            }
            catch
            {
                Applied(ticket);
                throw;
            }
        }

        return ticket;
    }

    public void Hold(JournalTicket ticket, int more)
    {
        lock (_lock)
        {
            _outstanding[ticket.Generation] += more;
        }
    }

    public void Applied(JournalTicket ticket)
    {
        lock (_lock)
        {
            if (--_outstanding[ticket.Generation] == 0)
            {
                _outstanding.Remove(ticket.Generation);
                _drained.TrySetResult();
            }
        }
    }

    public IEnumerable<LoggedBatch> Read()
    {
        var readers = folder.Segments().Select(n => new SegmentReader(JournalSegment.PathOf(folder.Journal, n), n, folder.OpenSpool)).ToList();
        try
        {
            for (var i = 0; i < readers.Count; i++)
            {
                var next = readers.Skip(i + 1).FirstOrDefault(r => r.IsValid && r.Previous == readers[i].Number);
                foreach (var batch in readers[i].Read(next?.PreviousEnd ?? long.MaxValue))
                {
                    yield return batch;
                }

                foreach (var place in readers[i].Damaged)
                {
                    logger.Damaged(JournalSegment.PathOf(folder.Journal, readers[i].Number), place);
                }
            }
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }
    }

    /// <summary>Begins a new segment and waits until everything before it is applied; null when that takes too long.</summary>
    /// <param name="apply">Applies what is appended and waits for that.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<JournalCut?> Cut(Func<ValueTask> apply, TimeSpan patience, CancellationToken cancellation)
    {
        var rotation = new PendingRecord { Done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };
        long before;
        lock (_lock)
        {
            before = _generation++;
            _queue.Add(rotation);
        }

        _wake.Release();
        await rotation.Done.Task.WaitAsync(cancellation);
        var first = _writer.Segment.Number;
        _writer.ForgetWritten();
        await apply();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        while (true)
        {
            Task drained;
            lock (_lock)
            {
                if (!_outstanding.Keys.Any(g => g <= before))
                {
                    return new JournalCut(before, first);
                }

                _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                drained = _drained.Task;
            }

            try
            {
                await drained.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    /// <summary>Lets go what lies before a cut, now that its effects are on stable storage.</summary>
    public void Release(JournalCut cut)
    {
        foreach (var number in folder.Segments().Where(n => n < cut.FirstSegment))
        {
            options.FaultPoint?.Invoke("journal.release");
            segments.Release(number);
        }

        lock (_lock)
        {
            foreach (var (_, id) in _spooled.Where(s => s.Generation <= cut.Generation))
            {
                File.Delete(folder.SpoolPath(id));
            }

            _spooled.RemoveAll(s => s.Generation <= cut.Generation);
        }
    }

    public void Dispose()
    {
        if (_thread is { } thread)
        {
            lock (_lock)
            {
                _isStopping = true;
            }

            _wake.Release();
            thread.Join();
            _thread = null;
        }

        _spoolThread.Dispose();
        _writer.Dispose();
        _wake.Dispose();
    }

    private JournalTicket Enqueue(PendingRecord record, JournalBatch batch, bool durable)
    {
        lock (_lock)
        {
            if ((_writer.IsBroken && !durable) || _isStopping)
            {
                throw new StoreUnavailableException("The journal can not be written.");
            }

            foreach (var (id, content) in batch.Contents)
            {
                if (content.FilePath is not null)
                {
                    content.Keep();
                    _spooled.Add((_generation, id));
                }
            }

            _outstanding[_generation] = _outstanding.GetValueOrDefault(_generation) + 1;
            _queue.Add(record);
            _wake.Release();
            return new JournalTicket(_generation);
        }
    }

    // What adds no message may use the room that is kept free: it is how people make room.
    private void CheckRoom(JournalBatch batch)
    {
        if (batch.Contents.Count > 0)
        {
            room.Take(batch.Contents.Sum(c => c.Content.FilePath is null ? c.Content.Length : 0));
        }
        else
        {
            room.GiveReserve();
        }
    }

    private void SyncSpool(List<MessageContent> contents)
    {
        try
        {
            foreach (var content in contents)
            {
                folder.EnsureSpooled(content);
            }

            LibC.SyncFolder(folder.Spool);
        }
        catch (IOException exception)
        {
            throw new StoreUnavailableException("The spool can not be written.", exception);
        }
    }

    private void Run()
    {
        while (true)
        {
            _wake.Wait();
            List<PendingRecord> taken;
            lock (_lock)
            {
                (taken, _queue) = (_queue, []);
                if (taken.Count == 0 && _isStopping)
                {
                    return;
                }
            }

            for (var start = 0; start < taken.Count;)
            {
                var count = taken[start].Body is null ? 1 : taken.Skip(start).TakeWhile(r => r.Body is not null).Count();
                _writer.Write(taken.GetRange(start, count));
                start += count;
            }
        }
    }
}
