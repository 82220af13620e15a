using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Store;

/// <summary>Gives the entries of the journal to those whose they are.</summary>
internal static class JournalReplays
{
    /// <summary>Gives one entry; what makes no sense is told and left out, so that one bad entry does not keep all others back.</summary>
    public static async ValueTask Take(
        this IJournalReplay replay, JournalEntry entry, IReadOnlyList<LoggedContent> contents, ILogger logger, CancellationToken cancellation)
    {
        try
        {
            await replay.Replay(entry, contents, cancellation);
        }
        catch (InvalidDataException exception)
        {
            logger.EntryDamaged(exception, entry.Target, entry.TargetId, entry.Sequence);
        }
    }
}
