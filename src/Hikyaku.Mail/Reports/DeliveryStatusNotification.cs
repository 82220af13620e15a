using System.Globalization;
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
        message.From.Add(new MailboxAddress(ReportTexts.Get("Sender", ReportTexts.English), $"MAILER-DAEMON@{report.HostName}"));
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
        return $"{ReportTexts.Get(key, ReportTexts.English)} / {ReportTexts.Get(key, ReportTexts.Japanese)}";
    }

    // RFC 3464 §2: text for people, fields for programs, then what is returned.
    private static MultipartReport Body(DeliveryStatusReport report)
    {
        var body = new MultipartReport("delivery-status") { Boundary = $"=_{report.UniqueName}" };
        var text = new TextPart(TextFormat.Plain) { ContentTransferEncoding = ContentEncoding.Base64 };
        text.SetText(Encoding.UTF8, ReportWording.Write(report));
        body.Add(text);
        body.Add(Status(report));
        if (Returned(report) is { } returned)
        {
            body.Add(returned);
        }

        return body;
    }

    private static MessageDeliveryStatus Status(DeliveryStatusReport report)
    {
        var status = new MessageDeliveryStatus();
        var message = new HeaderList { { "Reporting-MTA", $"dns; {report.HostName}" } };
        if (report.Envelope.EnvId is { } envId)
        {
            // RFC 3464 §2.2.1: the sender's own name, decoded.
            message.Add("Original-Envelope-Id", Plain(Xtext(envId)));
        }

        message.Add("Arrival-Date", MimeKit.Utils.DateUtils.FormatDate(report.Envelope.Arrived));
        if (report.Envelope.DeliverBy is { } by)
        {
            // RFC 2852 §5.
            message.Add("Deliver-By-Date", MimeKit.Utils.DateUtils.FormatDate(by.Deadline));
        }

        if (report.Envelope.FutureRelease is { } request)
        {
            // RFC 4865 §5.
            message.Add("Future-Release-Request", request);
        }

        status.StatusGroups.Add(message);
        foreach (var recipient in report.Recipients)
        {
            status.StatusGroups.Add(Fields(recipient));
        }

        return status;
    }

    private static HeaderList Fields(ReportedRecipient recipient)
    {
        var fields = new HeaderList();
        if (recipient.Original.OriginalRecipient is { } original && original.Split(';', 2) is [var type, var address])
        {
            fields.Add("Original-Recipient", $"{Plain(type)}; {Plain(Xtext(address))}");
        }

        // RFC 3464 §2.3.2: the address at the time of the attempt. RFC 6533 §3 writes what is no ASCII.
        fields.Add("Final-Recipient", recipient.Target.IsAscii ? $"rfc822; {recipient.Target}" : $"utf-8; {Utf8Xtext(recipient.Target.ToString())}");
        fields.Add("Action", ActionName(recipient.Action));
        fields.Add("Status", StatusCode(recipient));
        if (recipient.Remote is { } remote)
        {
            fields.Add("Remote-MTA", $"dns; {Plain(remote.Split(' ')[0])}");
            fields.Add("Diagnostic-Code", $"smtp; {Plain(recipient.Diagnostic.ToString())}");
        }

        fields.Add("Last-Attempt-Date", MimeKit.Utils.DateUtils.FormatDate(recipient.LastAttempt));
        if (recipient.Action == ReportAction.Delayed)
        {
            fields.Add("Will-Retry-Until", MimeKit.Utils.DateUtils.FormatDate(recipient.Expires));
        }

        return fields;
    }

    private static string ActionName(ReportAction action) => action switch
    {
        ReportAction.Failed => "failed",
        ReportAction.Delayed => "delayed",
        ReportAction.Delivered => "delivered",
        ReportAction.Expanded => "expanded",
        _ => "relayed",
    };

    // RFC 3464 §2.3.4: where the host gave no enhanced code, the class of its reply says as much as is known.
    private static string StatusCode(ReportedRecipient recipient) =>
        recipient.Status.Enhanced.IsEmpty ? $"{recipient.Status.Code / 100}.0.0" : recipient.Status.Enhanced.ToString();

    private static MimePart? Returned(DeliveryStatusReport report)
    {
        using var source = report.OpenMessage();
        if (source is null)
        {
            return null;
        }

        // RFC 3461 §4.3: RET speaks of failures; other reports carry the header only (RFC 3461 §6.2).
        // What is no text has no place in a report.
        var isFull = report.Envelope.Ret != DsnReturn.Headers && report.Envelope.Body != BodyType.BinaryMime && report.Recipients.Any(r => r.Action == ReportAction.Failed)
            && source.Length - source.Position <= MaxReturned;
        var octets = ReturnedOctets.Read(source, isFull ? MaxReturned : ReturnedOctets.MaxHeader, isFull);
        var isAscii = Ascii.IsValid(octets);
        return new MimePart(isFull ? "message/rfc822" : "text/rfc822-headers")
        {
            Content = new MimeContent(new MemoryStream(octets, writable: false)),
            ContentTransferEncoding = isAscii ? ContentEncoding.SevenBit : ContentEncoding.EightBit,
        };
    }

    private static string Plain(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '?'));

    private static string Xtext(string text)
    {
        var octets = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            // RFC 3461 §4: "+" and two hexadecimal digits stand for one octet.
            if (text[i] == '+' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                octets.Add(octet);
                i += 2;
            }
            else
            {
                octets.Add((byte)(text[i] <= '~' ? text[i] : '?'));
            }
        }

        return Encoding.UTF8.GetString([.. octets]);
    }

    private static string Utf8Xtext(string text) =>
        string.Concat(text.EnumerateRunes().Select(r => r.IsAscii ? r.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\x{{{r.Value:X}}}")));
}
