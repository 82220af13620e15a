using System.Net;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Protocols.Smtp;

internal static partial class SmtpLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Session} message {Id} from <{Sender}> accepted for {Count} recipients, {Size} octets")]
    public static partial void Accepted(ILogger logger, string session, string id, string? sender, int count, long size);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session} message from <{Sender}> at {Remote} refused: {Status}")]
    public static partial void Refused(ILogger logger, string session, string? sender, IPEndPoint remote, string status);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session} sender <{Sender}> at {Remote} refused: {Status}")]
    public static partial void SenderRefused(ILogger logger, string session, string? sender, IPEndPoint remote, string status);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session} recipient <{Recipient}> from <{Sender}> at {Remote} refused: {Status}")]
    public static partial void RecipientRefused(ILogger logger, string session, string recipient, string? sender, IPEndPoint remote, string status);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session} client at {Remote} refused: {Status}")]
    public static partial void ClientRefused(ILogger logger, string session, IPEndPoint remote, string status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Session} the store takes no changes: {Reason}")]
    public static partial void StoreUnavailable(ILogger logger, string session, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session} {Front} speaks for {Remote}")]
    public static partial void Xclient(ILogger logger, string session, IPEndPoint front, IPEndPoint remote);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session} {Remote} closed: it speaks HTTP")]
    public static partial void Http(ILogger logger, string session, IPEndPoint remote);
}
