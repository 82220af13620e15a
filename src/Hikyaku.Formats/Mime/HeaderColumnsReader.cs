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
        return new HeaderColumns
        {
            Subject = subject,
            BaseSubject = BaseSubject.Of(subject),
            From = First(headers, "From"),
            To = First(headers, "To"),
            Cc = First(headers, "Cc"),
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

    private string First(HeaderBlock headers, string name)
    {
        if (headers.Find(name) is not { } value)
        {
            return "";
        }

        foreach (var address in AddressListReader.Read(value, limits.Addresses))
        {
            if (address.Name is { Length: > 0 } display)
            {
                return Text(display);
            }

            if (address.Mailbox is { } mailbox)
            {
                return address.IsGroupMark ? Text(mailbox) : $"{Encoding.UTF8.GetString(mailbox)}@{Encoding.UTF8.GetString(address.Host!)}";
            }
        }

        return "";
    }

    private static string FirstReference(byte[]? value) => Identifiers(value, 1).FirstOrDefault("");

    private static IEnumerable<string> Identifiers(byte[]? value, int count) =>
        value is null ? [] : MimeUtils.EnumerateReferences(value, 0, Math.Min(value.Length, MaxText)).Take(count);
}
