using Hikyaku.Mail.Store;

using Microsoft.Extensions.Logging;

namespace Hikyaku.Storage.Journal;

/// <summary>
/// Writes records into the newest segment, on the journal's thread. After a failed write the segment is left for a new one that says where the good
/// records end, so that a refused batch can never come back.
/// </summary>
internal sealed class SegmentWriter(JournalOptions options, SegmentFiles segments, ILogger logger) : IDisposable
{
    private const int MaxPieces = 512;
    private JournalSegment? _current;
    private long _written;
    private volatile bool _isBroken;

    /// <summary>The segment that is written.</summary>
    public JournalSegment Segment
    {
        get => _current ?? throw new InvalidOperationException("The journal has not begun.");
        private set => _current = value;
    }

    /// <summary>Whether the last write failed: the next one begins a new segment.</summary>
    public bool IsBroken => _isBroken;

    /// <summary>Octets written since <see cref="ForgetWritten"/>.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>How often the disk was waited for, and for how many batches.</summary>
    public (long Syncs, long Batches) Counts { get; private set; }

    /// <summary>Begins a segment behind the last one.</summary>
    public void Start(long last) => Segment = segments.Create(last + 1, last, long.MaxValue);

    public void ForgetWritten() => Interlocked.Exchange(ref _written, 0);

    public void Dispose() => _current?.Dispose();

    /// <summary>Writes records, or begins a new segment when the first has no body; every waiting one learns the outcome.</summary>
    public void Write(List<PendingRecord> records)
    {
        try
        {
            if (_isBroken || (records[0].Body is null && Segment.End > JournalSegment.StartLength))
            {
                Rotate();
            }

            if (records[0].Body is not null)
            {
                WriteRecords(records);
            }

            records.ForEach(r => r.Done?.TrySetResult());
        }
        catch (IOException exception)
        {
            Fail(records, exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            Fail(records, exception);
        }
    }

    private void WriteRecords(List<PendingRecord> records)
    {
        var pieces = new List<ReadOnlyMemory<byte>>();
        var total = 0L;
        foreach (var record in records)
        {
            if (pieces.Count > MaxPieces || Segment.End + total + RecordFormat.HeaderLength + record.Length > Segment.Length)
            {
                Flush(pieces, ref total);
                if (Segment.End + RecordFormat.HeaderLength + record.Length > Segment.Length && Segment.End > JournalSegment.StartLength)
                {
                    Rotate();
                }
            }

            var header = new byte[RecordFormat.HeaderLength];
            RecordFormat.WriteHeader(header, Segment.Number, record.Length, record.Crc);
            pieces.Add(header);
            pieces.AddRange(record.Body!);
            total += header.Length + record.Length;
        }

        Flush(pieces, ref total);
        if (records.Exists(r => r.IsDurable))
        {
            Sync();
        }

        Counts = (Counts.Syncs, Counts.Batches + records.Count);
    }

    private void Flush(List<ReadOnlyMemory<byte>> pieces, ref long total)
    {
        if (pieces.Count > 0)
        {
            options.FaultPoint?.Invoke("journal.write");
            Segment.Write(pieces, total);
            Interlocked.Add(ref _written, total);
            pieces.Clear();
            total = 0;
        }
    }

    private void Sync()
    {
        options.FaultPoint?.Invoke("journal.sync");
        Segment.Sync();
        options.FaultPoint?.Invoke("journal.synced");
        Counts = (Counts.Syncs + 1, Counts.Batches);
    }

    private void Rotate()
    {
        // After a failure only what was synced before it counts; the segment can not be trusted beyond.
        if (!_isBroken)
        {
            Sync();
        }

        var next = segments.Create(Segment.Number + 1, Segment.Number, Segment.DurableEnd);
        Segment.Dispose();
        Segment = next;
        if (_isBroken)
        {
            _isBroken = false;
            logger.Recovered();
        }
    }

    private void Fail(List<PendingRecord> records, Exception exception)
    {
        if (!_isBroken)
        {
            logger.WriteFailed(exception);
        }

        _isBroken = true;

        var failure = new StoreUnavailableException("The journal can not be written: " + exception.Message, exception);
        records.ForEach(r => r.Done?.TrySetException(failure));
    }
}
