using System.Net;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Protocols.Connections;

internal static partial class ConnectionLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Session} {Protocol} connection from {Remote}")]
    public static partial void Opened(ILogger logger, string session, string protocol, IPEndPoint remote);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Session} closed")]
    public static partial void Closed(ILogger logger, string session);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Session} {Remote} refused: {Count} connections are open, and the limits are {Total} in all and {PerAddress} from one address")]
    public static partial void TooMany(ILogger logger, string session, IPEndPoint remote, int count, int total, int perAddress);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session} {Remote} closed: octets in the clear followed STARTTLS")]
    public static partial void PipelinedBeforeTls(ILogger logger, string session, IPEndPoint remote);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Session} {Front} closed: no right PROXY header: {Reason}")]
    public static partial void NoProxyHeader(ILogger logger, string session, IPEndPoint front, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session} {Remote} TLS handshake failed: {Reason}")]
    public static partial void HandshakeFailed(ILogger logger, string session, IPEndPoint remote, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Session} session ended by an unexpected error")]
    public static partial void SessionFailed(ILogger logger, string session, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Accepting connections at {Listener} failed")]
    public static partial void AcceptFailed(ILogger logger, Listener listener, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening: {Listener}")]
    public static partial void Listening(ILogger logger, Listener listener);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} connections did not end in time and were cut")]
    public static partial void Cut(ILogger logger, int count);
}
