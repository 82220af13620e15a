namespace Hikyaku.Mail.Store;

/// <summary>Changes that become durable together or not at all.</summary>
/// <param name="Entries">The changes.</param>
/// <param name="Contents">The octets of messages that the entries name by their place in this list.</param>
public sealed record JournalBatch(IReadOnlyList<JournalEntry> Entries, IReadOnlyList<BatchContent> Contents);
