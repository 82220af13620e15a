using System.Text;
using Hikyaku.Mail.Queue;
using MimeKit;

namespace Hikyaku.Mail.Delivery;

/// <summary>
/// A message with a header in UTF-8 for a host without SMTPUTF8: names and subjects become encoded words (RFC 2047) and domains A-labels. Where an address
/// or an identifier itself is not ASCII, no such form exists (RFC 6531 §3.2), and the message is returned.
/// </summary>
/// <remarks>Limits: <see cref="MaxHeader"/>.</remarks>
public sealed class DowngradedMessage
{
    private const int MaxHeader = 256 * 1024;
    private static readonly HashSet<HeaderId> Addresses =
    [
        HeaderId.From, HeaderId.Sender, HeaderId.ReplyTo, HeaderId.To, HeaderId.Cc, HeaderId.Bcc, HeaderId.ResentFrom, HeaderId.ResentSender,
        HeaderId.ResentReplyTo, HeaderId.ResentTo, HeaderId.ResentCc, HeaderId.ResentBcc, HeaderId.DispositionNotificationTo,
    ];

    private readonly Func<Stream> _open;
    private readonly byte[] _header;
    private readonly int _replaced;

    private DowngradedMessage(Func<Stream> open, byte[] header, int replaced) => (_open, _header, _replaced) = (open, header, replaced);

    /// <summary>How many octets it has more than the original.</summary>
    public long Growth => _header.Length - _replaced;

    /// <summary>Downgrades a message; null when it can not be done.</summary>
    public static DowngradedMessage? Of(Func<Stream> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        using var source = open();
        var buffer = new byte[MaxHeader];
        var read = buffer.AsSpan(0, source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        var end = read.IndexOf("\r\n\r\n"u8);
        if (end < 0 && read.Length == MaxHeader)
        {
            return null;
        }

        var header = end < 0 ? read : read[..(end + 2)];
        var written = new MemoryStream(header.Length + 256);
        for (var rest = header; !rest.IsEmpty;)
        {
            var field = rest[..FieldLength(rest)];
            rest = rest[field.Length..];
            if (Downgraded(field) is not { } ascii)
            {
                return null;
            }

            written.Write(ascii);
        }

        return new DowngradedMessage(open, written.ToArray(), header.Length);
    }

    /// <summary>Opens the octets.</summary>
    public Stream Open()
    {
        var rest = _open();
        Skip(rest);
        return new PrefixedStream(_header, rest);
    }

    // A stream that begins with a prefix of its own cannot seek.
    private void Skip(Stream stream)
    {
        var block = new byte[Math.Min(_replaced, 16 * 1024)];
        for (var left = _replaced; left > 0;)
        {
            var count = stream.Read(block, 0, Math.Min(block.Length, left));
            left -= count > 0 ? count : throw new EndOfStreamException();
        }
    }

    private static int FieldLength(ReadOnlySpan<byte> header)
    {
        var length = 0;
        do
        {
            var end = header[length..].IndexOf((byte)'\n') + 1;
            length = end == 0 ? header.Length : length + end;
        }
        while (length < header.Length && header[length] is (byte)' ' or (byte)'\t');

        return length;
    }

    private static byte[]? Downgraded(ReadOnlySpan<byte> field)
    {
        if (Ascii.IsValid(field))
        {
            return field.ToArray();
        }

        var colon = field.IndexOf((byte)':');
        if (colon <= 0 || !Ascii.IsValid(field[..colon]))
        {
            return null;
        }

        var name = Encoding.ASCII.GetString(field[..colon]).TrimEnd();
        var value = Encoding.UTF8.GetString(field[(colon + 1)..]).Replace("\r\n", "", StringComparison.Ordinal).Trim();
        var id = new Header(Encoding.UTF8, name, "").Id;
        if (id == HeaderId.Received)
        {
            // The trace stays; only the names in it that nobody can write are lost.
            value = string.Concat(value.Select(c => char.IsAscii(c) ? c : '?'));
        }
        else if (Addresses.Contains(id) && (!InternetAddressList.TryParse(value, out var list) || list.Mailboxes.Any(mailbox => !System.Text.Ascii.IsValid(mailbox.LocalPart))))
        {
            return null;
        }

        var raw = new Header(Encoding.UTF8, name, value).RawValue;
        return Ascii.IsValid(raw) ? [.. Encoding.ASCII.GetBytes(name + ":"), .. Whole(raw)] : null;
    }

    // MimeKit folds by the line end of the system.
    private static byte[] Whole(byte[] raw) => Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(raw).ReplaceLineEndings("\r\n"));
}
