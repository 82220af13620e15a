namespace Hikyaku.Storage.Journal;

/// <summary>The sizes of the journal.</summary>
internal sealed record JournalOptions
{
    /// <summary>The usual <see cref="ReservedBytes"/>.</summary>
    public const long DefaultReserve = 32 << 20;

    /// <summary>Octets of a segment file, allocated at once.</summary>
    public long SegmentBytes { get; init; } = 64 << 20;

    /// <summary>Octets in the journal after which a checkpoint is wanted.</summary>
    public long CheckpointBytes { get; init; } = 64 << 20;

    /// <summary>Room on the volume below which nothing is accepted, so that what was accepted can still be written to its files.</summary>
    public long ReservedBytes { get; init; } = DefaultReserve;

    /// <summary>Called at named moments; a test makes it fail or records.</summary>
    public Action<string>? FaultPoint { get; init; }
}
