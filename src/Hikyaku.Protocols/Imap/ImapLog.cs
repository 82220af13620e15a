using Microsoft.Extensions.Logging;

namespace Hikyaku.Protocols.Imap;

internal static partial class ImapLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session}: the command {Command} failed.")]
    public static partial void CommandFailed(ILogger logger, string session, string command, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: the store could not do {Command} now: {Reason}")]
    public static partial void StoreUnavailable(ILogger logger, string session, string command, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session}: client {Client}")]
    public static partial void ClientId(ILogger logger, string session, string client);
}
