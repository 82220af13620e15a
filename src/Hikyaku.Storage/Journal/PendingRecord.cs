namespace Hikyaku.Storage.Journal;

/// <summary>Something for the journal's thread: a record to write, or the wish for a new segment.</summary>
internal sealed class PendingRecord
{
    public List<ReadOnlyMemory<byte>>? Body { get; init; }

    public int Length { get; init; }

    public uint Crc { get; init; }

    public bool IsDurable { get; init; }

    public TaskCompletionSource? Done { get; init; }
}
