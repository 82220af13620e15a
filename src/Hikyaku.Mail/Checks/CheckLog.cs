using System.Net;

using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Checks;

internal static partial class CheckLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Check {Check} gave no answer about {Address} in time")]
    public static partial void TimedOut(ILogger logger, string check, IPAddress address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the checks remember could not be written: {Reason}")]
    public static partial void NotWritten(ILogger logger, string reason);
}
