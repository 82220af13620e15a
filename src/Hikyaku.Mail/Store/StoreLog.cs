using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Store;

/// <summary>What the store logs.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Account {Account}: a durable change could not be written to its files; it takes no changes until they can be")]
    public static partial void ApplyFailed(this ILogger logger, Exception exception, long account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}: its files still can not be written; it takes no changes until they can be")]
    public static partial void RecoveryFailed(this ILogger logger, Exception exception, long account);

    [LoggerMessage(Level = LogLevel.Information, Message = "Account {Account}: its files are up to date with the journal again")]
    public static partial void Recovered(this ILogger logger, long account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}: its database is made anew from its files, the old one is kept aside: {Why}")]
    public static partial void Rebuilding(this ILogger logger, string why, long account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}: imported messages could not be analyzed; they will be when someone asks")]
    public static partial void AnalysisFailed(this ILogger logger, Exception exception, long account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}: the full-text index fails; messages are searched by reading them")]
    public static partial void IndexFailed(this ILogger logger, Exception exception, long account);

    [LoggerMessage(Level = LogLevel.Error, Message = "Checkpoint failed; the journal keeps growing until one succeeds")]
    public static partial void CheckpointFailed(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal's entry {Sequence} for {Target} {Id} is damaged and left out")]
    public static partial void EntryDamaged(this ILogger logger, Exception exception, JournalTarget target, long id, ulong sequence);

    [LoggerMessage(Level = LogLevel.Information, Message = "Journal replayed: {Entries} entries of {Accounts} accounts")]
    public static partial void Replayed(this ILogger logger, int entries, int accounts);
}
