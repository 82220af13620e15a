using System.Text;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using MimeKit;
using MimeKit.Text;

namespace Hikyaku.Mail.Reports;

/// <summary>Composes reports about deliveries.</summary>
/// <remarks>Standards: RFC 3461 §6, RFC 3464, RFC 6522, RFC 3834 §5, RFC 6533 §3. Limits: <see cref="MaxReturned"/>.</remarks>
public static class DeliveryStatusNotification
{
    /// <summary>A larger message comes back as its header only.</summary>
    public const int MaxReturned = 1024 * 1024;

    /// <summary>The line that a delivered report starts with: the null reverse-path (RFC 5321 §4.4).</summary>
    public static ReadOnlySpan<byte> ReturnPath => "Return-Path: <>\r\n"u8;

    /// <summary>Writes a report, without Return-Path line, with CRLF line ends.</summary>
    public static void Compose(DeliveryStatusReport report, Stream output)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var message = new MimeMessage();
        message.Headers.Clear();
        message.From.Add(new MailboxAddress(ReportTexts.Get("Sender", ReportTexts.Of(report.Language)[0]), $"MAILER-DAEMON@{report.HostName}"));
        message.To.Add(new MailboxAddress("", report.To.ToString()));
        message.Subject = Subject(report);
        message.Date = report.Date;
        message.MessageId = $"{report.UniqueName}@{report.HostName}";
        message.Headers.Add("Auto-Submitted", "auto-replied");
        // RFC 8689 §5: who asked for delivery before TLS wants the report just so.
        if (report.Envelope.Tls != TlsWish.Required && SaysNoTls(report))
        {
            message.Headers.Add(TlsRequiredField.Name, "No");
        }

        message.Body = Body(report);
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        options.International = !report.To.IsAscii;
        message.WriteTo(options, output);
    }

    private static bool SaysNoTls(DeliveryStatusReport report)
    {
        using var source = report.OpenMessage();
        return source is not null && TlsRequiredField.SaysNo(() => source);
    }

    private static string Subject(DeliveryStatusReport report)
    {
        var key = $"Subject.{report.Recipients.Min(r => r.Action)}";
        return string.Join(" / ", ReportTexts.Of(report.Language).Select(culture => ReportTexts.Get(key, culture)));
    }

    // RFC 3464 §2: text for people, fields for programs, then what is returned.
    private static MultipartReport Body(DeliveryStatusReport report)
    {
        var body = new MultipartReport("delivery-status") { Boundary = $"=_{report.UniqueName}" };
        var text = new TextPart(TextFormat.Plain) { ContentTransferEncoding = ContentEncoding.Base64 };
        text.SetText(Encoding.UTF8, ReportWording.Write(report));
        body.Add(text);
        body.Add(StatusPart.Of(report));
        if (Returned(report) is { } returned)
        {
            body.Add(returned);
        }

        return body;
    }

    private static MimePart? Returned(DeliveryStatusReport report)
    {
        using var source = report.OpenMessage();
        if (source is null)
        {
            return null;
        }

        // RFC 8689 §5: never the whole message; redacted, as the way back may know no REQUIRETLS.
        var isKept = report.Envelope.Tls == TlsWish.Required;
        // RFC 3461 §4.3: RET speaks of failures; other reports carry the header only (RFC 3461 §6.2).
        // What is no text has no place in a report.
        var isFull = !isKept && report.Envelope.Ret != DsnReturn.Headers && report.Envelope.Body != BodyType.BinaryMime && report.Recipients.Any(r => r.Action == ReportAction.Failed)
            && source.Length - source.Position <= MaxReturned;
        var octets = isKept ? ReturnedOctets.Redacted(source) : ReturnedOctets.Read(source, isFull ? MaxReturned : ReturnedOctets.MaxHeader, isFull);
        var isAscii = Ascii.IsValid(octets);
        return new MimePart(ReturnedType(octets, isFull))
        {
            Content = new MimeContent(new MemoryStream(octets, writable: false)),
            ContentTransferEncoding = isAscii ? ContentEncoding.SevenBit : ContentEncoding.EightBit,
        };
    }

    // RFC 6533 §4 and §5: a header that is not ASCII has types of its own.
    private static string ReturnedType(ReadOnlySpan<byte> octets, bool isFull)
    {
        var end = octets.IndexOf("\r\n\r\n"u8);
        var isAscii = Ascii.IsValid(end < 0 ? octets : octets[..end]);
        return isFull
            ? isAscii ? "message/rfc822" : "message/global"
            : isAscii ? "text/rfc822-headers" : "message/global-headers";
    }
}
