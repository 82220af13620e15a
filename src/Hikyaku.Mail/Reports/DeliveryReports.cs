using System.Collections.Immutable;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Queue;
using Hikyaku.Mail.Store;
using Hikyaku.Mail.Trace;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Reports;

/// <summary>Sends the report of an attempt to the sender of the message, in one durable unit with the change that it is about.</summary>
public sealed partial class DeliveryReports(
    string hostName, IBlobStore blobs, Func<MessageWriter> createMessage, ReportSender sender, MessageTrace trace, TimeProvider time, ILogger<DeliveryReports> logger,
    ReportReader? reader = null)
{
    /// <summary>Sends one report about the given recipients, if any. When nothing could be sent, the change is left to the caller.</summary>
    /// <exception cref="StoreUnavailableException">The journal takes nothing now: neither report nor change happened.</exception>
    public async ValueTask Send(QueuedMessage message, ImmutableArray<ReportedRecipient> recipients, PendingChange also)
    {
        ArgumentNullException.ThrowIfNull(message);
        // RFC 5321 §4.5.5: never a report about a report.
        if (recipients.IsEmpty || message.Envelope.ReversePath is not { } to)
        {
            return;
        }

        using var file = blobs.Open(MessageLocation.InQueue(message.Blob));
        var status = await Send(to, message.Envelope, recipients, () => Open(file, message.ReturnPathLength), also);
        LogSent(logger, message.Id, to.ToString(), status.ToString());
    }

    /// <summary>Sends one report about recipients that were served here and now, if any. A store that fails loses the report, not the delivery.</summary>
    public async ValueTask Confirm(Envelope envelope, ImmutableArray<ReportedRecipient> recipients, MessageContent content)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(content);
        if (recipients.IsEmpty || envelope.ReversePath is not { } to)
        {
            return;
        }

        try
        {
            var status = await Send(to, envelope, recipients, () => Open(content), also: null);
            LogConfirmed(logger, to.ToString(), status.ToString());
        }
        catch (StoreUnavailableException e)
        {
            LogLost(logger, e, to.ToString());
        }
    }

    private async ValueTask<SmtpStatus> Send(
        Formats.Addresses.Address to, Envelope about, ImmutableArray<ReportedRecipient> recipients, Func<Stream?> openMessage, PendingChange? also)
    {
        await using var content = await Compose(new DeliveryStatusReport
        {
            HostName = hostName,
            UniqueName = $"{Guid.CreateVersion7():N}",
            Date = time.GetUtcNow(),
            To = to,
            Language = reader is null ? ReportLanguage.Both : await reader.LanguageOf(to, CancellationToken.None),
            Envelope = about,
            Recipients = recipients,
            OpenMessage = openMessage,
        });
        var envelope = new Envelope { ReversePath = null, TraceId = about.TraceId, Arrived = time.GetUtcNow(), ReceivedFrom = hostName, Tls = about.Tls, Priority = about.Priority, SmtpUtf8 = !to.IsAscii, Body = Formats.SmtpSyntax.BodyType.EightBitMime };
        var result = await sender(envelope, new Recipient(to, Formats.SmtpSyntax.DsnNotify.Never), content, also, CancellationToken.None);
        trace.Reported(about, to.ToString(), result.Status);
        return result.Status;
    }

    private static Stream? Open(MessageReader? file, int start)
    {
        var stream = file?.OpenStream();
        stream?.Position = start;
        return stream;
    }

    private static Stream Open(MessageContent content)
    {
        var stream = content.OpenRead();
        stream.Position = content.ReturnPathLength;
        return stream;
    }

    private async ValueTask<MessageContent> Compose(DeliveryStatusReport report)
    {
        using var composed = new MemoryStream();
        DeliveryStatusNotification.Compose(report, composed);
        await using var writer = createMessage();
        writer.Write(DeliveryStatusNotification.ReturnPath);
        writer.Write(composed.GetBuffer().AsSpan(0, (int)composed.Length));
        return await writer.Complete(DeliveryStatusNotification.ReturnPath.Length);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Report of success to <{Sender}>: {Status}")]
    private static partial void LogConfirmed(ILogger logger, string sender, string status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The report of success to <{Sender}> is lost")]
    private static partial void LogLost(ILogger logger, Exception exception, string sender);

    [LoggerMessage(Level = LogLevel.Information, Message = "Queue {Id}: report to <{Sender}>: {Status}")]
    private static partial void LogSent(ILogger logger, QueueId id, string sender, string status);
}
