namespace Hikyaku.Storage.Journal;

/// <summary>The sizes of the journal.</summary>
internal sealed record JournalOptions
{
    /// <summary>Octets of a segment file, allocated at once; less on a small volume.</summary>
    public long SegmentBytes { get; init; } = 64 << 20;

    /// <summary>Octets in the journal after which a checkpoint is wanted.</summary>
    public long CheckpointBytes { get; init; } = 64 << 20;

    /// <summary>Octets that new mail leaves free on the volume, whatever is chosen or usual.</summary>
    public long? ReservedBytes { get; init; }

    /// <summary>Tells the free and all octets of the volume in place of the system.</summary>
    public Func<(long Free, long Total)>? Space { get; init; }

    /// <summary>Called at named moments; a test makes it fail or records.</summary>
    public Action<string>? FaultPoint { get; init; }
}
