using System.Globalization;
using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.Authenticity;
using Hikyaku.Mail.Reports;
using MimeKit;
using MimeKit.Text;

namespace Hikyaku.Mail.Delivery.Protection.Reporting;

/// <summary>Composes the mail that carries a report about TLS.</summary>
/// <remarks>Standards: RFC 8460 §5.3.</remarks>
internal static class TlsReportMessage
{
    /// <summary>The message with CRLF line ends.</summary>
    public static byte[] Compose(TlsReporter reporter, TlsReport report, string domain, Address recipient, byte[] document)
    {
        using var message = new MimeMessage();
        message.Headers.Clear();
        message.From.Add(new MailboxAddress("", reporter.Contact()));
        message.To.Add(new MailboxAddress("", recipient.ToString()));
        message.Subject = $"Report Domain: {domain} Submitter: {reporter.HostName} Report-ID: <{report.ReportId}>";
        message.Date = report.End;
        message.MessageId = $"{Guid.CreateVersion7():N}@{reporter.HostName}";
        message.Headers.Add("TLS-Report-Domain", domain);
        message.Headers.Add("TLS-Report-Submitter", reporter.HostName);
        // RFC 8460 §3: a report about broken TLS must not fail by it.
        message.Headers.Add(TlsRequiredField.Name, "No");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = Body(reporter, report, domain, document);
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        options.International = !recipient.IsAscii;
        using var octets = new MemoryStream();
        message.WriteTo(options, octets);
        return octets.ToArray();
    }

    private static MultipartReport Body(TlsReporter reporter, TlsReport report, string domain, byte[] document)
    {
        object[] words = [domain, reporter.HostName, report.Start.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];
        var text = new TextPart(TextFormat.Plain) { ContentTransferEncoding = ContentEncoding.Base64 };
        text.SetText(Encoding.UTF8, $"{ReportTexts.Get("TlsReport", ReportTexts.English, words)}\r\n\r\n{ReportTexts.Get("TlsReport", ReportTexts.Japanese, words)}\r\n");
        var part = new MimePart("application", "tlsrpt+gzip")
        {
            Content = new MimeContent(new MemoryStream(document, writable: false)),
            ContentTransferEncoding = ContentEncoding.Base64,
            // RFC 8460 §5.1.
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment)
            {
                FileName = string.Create(CultureInfo.InvariantCulture, $"{reporter.HostName}!{domain}!{report.Start.ToUnixTimeSeconds()}!{report.End.ToUnixTimeSeconds()}.json.gz"),
            },
        };
        return new MultipartReport("tlsrpt") { text, part };
    }
}
