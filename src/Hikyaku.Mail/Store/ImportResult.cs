namespace Hikyaku.Mail.Store;

/// <summary>The outcome of one batch of an import; the items are in the order of the messages.</summary>
public sealed record ImportResult(IReadOnlyList<ImportedItem> Items, ulong ModSeq);
