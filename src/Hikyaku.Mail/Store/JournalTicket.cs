namespace Hikyaku.Mail.Store;

/// <summary>Stands for an appended batch that is not yet applied; the log keeps the batch until it is.</summary>
public readonly record struct JournalTicket(long Generation);
