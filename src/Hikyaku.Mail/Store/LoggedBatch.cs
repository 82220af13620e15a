namespace Hikyaku.Mail.Store;

/// <summary>A batch that was read back from the journal.</summary>
public sealed record LoggedBatch(IReadOnlyList<JournalEntry> Entries, IReadOnlyList<LoggedContent> Contents);
