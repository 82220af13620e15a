namespace Hikyaku.Mail.Store;

/// <summary>One change in the journal, understood by its target alone.</summary>
/// <param name="Target">Whose change it is.</param>
/// <param name="TargetId">Which account, or a number of the queue's own.</param>
/// <param name="Sequence">For an account its modseq; the queue's own otherwise.</param>
/// <param name="Payload">The change.</param>
public readonly record struct JournalEntry(JournalTarget Target, long TargetId, ulong Sequence, ReadOnlyMemory<byte> Payload);
