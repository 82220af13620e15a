using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace Hikyaku.Formats.Mime;

/// <summary>Decodes the header fields that searching and sorting need.</summary>
internal sealed class HeaderColumnsReader(MimeLimits limits)
{
    private const int MaxText = 32 * 1024;
    private readonly ParserOptions _options = new() { CharsetEncoding = Charsets.RawHeader };

    public HeaderColumns Read(HeaderBlock headers)
    {
        var subject = Text(headers.Find("Subject"));
        var from = First(headers, "From");
        var to = First(headers, "To");
        var cc = First(headers, "Cc");
        return new HeaderColumns
        {
            Subject = subject,
            BaseSubject = BaseSubject.Of(subject, out var isReply),
            IsReply = isReply,
            From = from.Display,
            To = to.Display,
            Cc = cc.Display,
            FromMailbox = from.Mailbox,
            ToMailbox = to.Mailbox,
            CcMailbox = cc.Mailbox,
            FromText = Text(headers.FindAll("From")),
            ToText = Text(headers.FindAll("To")),
            CcText = Text(headers.FindAll("Cc")),
            BccText = Text(headers.FindAll("Bcc")),
            MessageId = FirstReference(headers.Find("Message-ID")),
            InReplyTo = FirstReference(headers.Find("In-Reply-To")),
            References = string.Join(' ', Identifiers(headers.Find("References"), 200)),
            Date = headers.Find("Date") is { } date && DateUtils.TryParse(date, out var at) ? at : null,
        };
    }

    /// <summary>Decodes encoded words and raw 8-bit octets (RFC 2047).</summary>
    public string Text(byte[]? value)
    {
        if (value is null || value.Length == 0)
        {
            return "";
        }

        var octets = value.Length > MaxText ? value[..MaxText] : value;
        return Rfc2047.DecodeText(_options, octets).Replace('\0', '?');
    }

    // RFC 5256 §3 sorts by the mailbox of the first address, RFC 5957 §3 by the name that is shown for it.
    private (string Display, string Mailbox) First(HeaderBlock headers, string name)
    {
        if (headers.Find(name) is not { } value)
        {
            return ("", "");
        }

        foreach (var address in AddressListReader.Read(value, limits.Addresses))
        {
            if (address.Mailbox is { } mailbox)
            {
                return (Display(address, mailbox), Text(mailbox));
            }
        }

        return ("", "");
    }

    private string Display(RawAddress address, byte[] mailbox) =>
        address.Name is { Length: > 0 } name ? Text(name)
        : address.IsGroupMark ? Text(mailbox)
        : $"{Encoding.UTF8.GetString(mailbox)}@{Encoding.UTF8.GetString(address.Host!)}";

    private static string FirstReference(byte[]? value) => Identifiers(value, 1).FirstOrDefault("");

    private static IEnumerable<string> Identifiers(byte[]? value, int count) =>
        value is null ? [] : MimeUtils.EnumerateReferences(value, 0, Math.Min(value.Length, MaxText)).Take(count);
}
