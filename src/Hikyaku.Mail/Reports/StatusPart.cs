using System.Globalization;
using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using MimeKit;
using MimeKit.Utils;

namespace Hikyaku.Mail.Reports;

/// <summary>The part of a report for programs.</summary>
/// <remarks>
/// Standards: RFC 3464 §2; for senders with an internationalized address, who read UTF-8, RFC 6533 §3. Everybody else gets ASCII.
/// </remarks>
internal static class StatusPart
{
    private const string Utf8Type = "utf-8";

    public static MimeEntity Of(DeliveryStatusReport report)
    {
        var isGlobal = !report.To.IsAscii;
        var groups = new List<HeaderList> { OfMessage(report) };
        groups.AddRange(report.Recipients.Select(recipient => OfRecipient(recipient, isGlobal)));
        return isGlobal ? Global(groups) : Plain(groups);
    }

    private static MessageDeliveryStatus Plain(List<HeaderList> groups)
    {
        var status = new MessageDeliveryStatus();
        groups.ForEach(status.StatusGroups.Add);
        return status;
    }

    private static MimePart Global(List<HeaderList> groups)
    {
        var text = string.Join("\r\n", groups.Select(group => string.Concat(group.Select(field => $"{field.Field}: {field.Value}\r\n"))));
        return new MimePart("message", "global-delivery-status")
        {
            Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false)),
            ContentTransferEncoding = ContentEncoding.EightBit,
        };
    }

    private static HeaderList OfMessage(DeliveryStatusReport report)
    {
        var fields = new HeaderList { { "Reporting-MTA", $"dns; {report.HostName}" } };
        if (report.Envelope.EnvId is { } envId)
        {
            // RFC 3464 §2.2.1: the sender's own name, decoded.
            fields.Add("Original-Envelope-Id", Ascii(Decoded(envId)));
        }

        fields.Add("Arrival-Date", DateUtils.FormatDate(report.Envelope.Arrived));
        if (report.Envelope.DeliverBy is { } by)
        {
            // RFC 2852 §5.
            fields.Add("Deliver-By-Date", DateUtils.FormatDate(by.Deadline));
        }

        if (report.Envelope.FutureRelease is { } request)
        {
            // RFC 4865 §5.
            fields.Add("Future-Release-Request", request);
        }

        return fields;
    }

    private static HeaderList OfRecipient(ReportedRecipient recipient, bool isGlobal)
    {
        var fields = new HeaderList();
        if (recipient.Original.OriginalRecipient is { } original && original.Split(';', 2) is [var type, var address])
        {
            fields.Add("Original-Recipient", Original(type, address, isGlobal));
        }

        // RFC 3464 §2.3.2: the address at the time of the attempt.
        fields.Add("Final-Recipient", Written(recipient.Target, isGlobal));
        fields.Add("Action", ActionName(recipient.Action));
        fields.Add("Status", StatusCode(recipient));
        if (recipient.Remote is { } remote)
        {
            var said = recipient.Diagnostic.ToString();
            fields.Add("Remote-MTA", $"dns; {Ascii(remote.Split(' ')[0])}");
            fields.Add("Diagnostic-Code", $"smtp; {(isGlobal ? Printable(said) : Ascii(said))}");
        }

        fields.Add("Last-Attempt-Date", DateUtils.FormatDate(recipient.LastAttempt));
        if (recipient.Action == ReportAction.Delayed)
        {
            fields.Add("Will-Retry-Until", DateUtils.FormatDate(recipient.Expires));
        }

        return fields;
    }

    private static string Original(string type, string address, bool isGlobal)
    {
        if (!string.Equals(type, Utf8Type, StringComparison.OrdinalIgnoreCase))
        {
            return $"{Ascii(type)}; {Ascii(Decoded(address))}";
        }

        var decoded = Utf8Address.Decode(Decoded(address));
        return $"{Utf8Type}; {(isGlobal ? Printable(decoded) : Utf8Address.Encode(decoded))}";
    }

    // RFC 6533 §3: who does not read UTF-8 gets it written in ASCII.
    private static string Written(Address address, bool isGlobal) =>
        address.IsAscii ? $"rfc822; {address}" : $"{Utf8Type}; {(isGlobal ? address.ToString() : Utf8Address.Encode(address.ToString()))}";

    private static string ActionName(ReportAction action) => action switch
    {
        ReportAction.Failed => "failed",
        ReportAction.Delayed => "delayed",
        ReportAction.Delivered => "delivered",
        ReportAction.Expanded => "expanded",
        _ => "relayed",
    };

    // RFC 3464 §2.3.4: where the host gave no enhanced code, the class of its reply says as much as is known.
    private static string StatusCode(ReportedRecipient recipient) => recipient.Status.Enhanced.IsEmpty
        ? string.Create(CultureInfo.InvariantCulture, $"{recipient.Status.Code / 100}.0.0") : recipient.Status.Enhanced.ToString();

    private static string Decoded(string xtext) => Xtext.TryDecode(xtext, out var text) ? text : xtext;

    private static string Ascii(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '?'));

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
