using Microsoft.Extensions.Logging;

namespace Hikyaku.Storage.Journal;

/// <summary>What the journal logs.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The journal can not be written; changes are refused until it can")]
    public static partial void WriteFailed(this ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The journal segment {Path} has a damaged record at octet {Place}; what that record held is lost, the records around it are kept")]
    public static partial void Damaged(this ILogger logger, string path, long place);

    [LoggerMessage(Level = LogLevel.Error, Message = "The disk of {Folder} is nearly full: {Free} octets are free, {Kept} are kept free. New mail is refused until there is room; mail can be read, flagged, moved and deleted")]
    public static partial void DiskLow(this ILogger logger, string folder, long free, long kept);

    [LoggerMessage(Level = LogLevel.Information, Message = "The disk of {Folder} has room again: {Free} octets are free. New mail is taken")]
    public static partial void DiskHasRoom(this ILogger logger, string folder, long free);

    [LoggerMessage(Level = LogLevel.Information, Message = "The journal can be written again")]
    public static partial void Recovered(this ILogger logger);
}
