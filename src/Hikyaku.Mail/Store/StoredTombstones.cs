namespace Hikyaku.Mail.Store;

/// <summary>The tombstones of a mailbox.</summary>
/// <param name="CompleteAfter">Expunges after this modseq are all here; older ones may have been forgotten.</param>
/// <param name="Items">The tombstones, by modseq.</param>
public sealed record StoredTombstones(ulong CompleteAfter, IReadOnlyList<Tombstone> Items);
