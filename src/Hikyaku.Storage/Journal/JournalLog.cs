using Microsoft.Extensions.Logging;

namespace Hikyaku.Storage.Journal;

/// <summary>What the journal logs.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The journal can not be written; changes are refused until it can")]
    public static partial void WriteFailed(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal segment {Path} is damaged before its end; everything before that place is kept")]
    public static partial void Damaged(this ILogger logger, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "The journal can be written again")]
    public static partial void Recovered(this ILogger logger);
}
