using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.ContentFilters;

internal static partial class ContentFilterLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Id} content filter {Filter} failed: {Reason}")]
    public static partial void Failed(ILogger logger, string id, string filter, string reason);
}
