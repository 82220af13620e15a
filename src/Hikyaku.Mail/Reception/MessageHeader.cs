using System.Text;

using Hikyaku.Formats.Addresses;
using MimeKit;

namespace Hikyaku.Mail.Reception;

/// <summary>What passing through a message's header tells, line by line.</summary>
/// <param name="leavesOutBcc">Bcc and Resent-Bcc do not go on.</param>
internal sealed class MessageHeader(bool leavesOutBcc)
{
    // More of them than a loop can have.
    private const int MaxDeliveredTo = 100;

    private const int MaxMessageId = 998;

    private const int MaxFrom = 4096;

    private readonly List<string> _deliveredTo = [];
    private readonly StringBuilder _from = new();
    private bool _isInMessageId;
    private bool _isInFrom;

    public int ReceivedFields { get; private set; }

    public bool HasDate { get; private set; }

    public bool HasMessageId { get; private set; }

    /// <summary>The first Message-ID, without angle brackets; null without one.</summary>
    public string? MessageId { get; private set; }

    public bool HasFrom { get; private set; }

    public bool HasSender { get; private set; }

    /// <summary>From names more than one mailbox.</summary>
    public bool HasSeveralAuthors => InternetAddressList.TryParse(_from.ToString(), out var authors) && authors.Mailboxes.Skip(1).Any();

    /// <summary>The field of the last line does not go on.</summary>
    public bool IsLeftOut { get; private set; }

    /// <summary>Canonical addresses.</summary>
    public IReadOnlyList<string> DeliveredTo => _deliveredTo;

    /// <summary>Takes a line; false when it is no line of a header.</summary>
    public bool Take(ReadOnlySpan<byte> line)
    {
        if (line[0] is (byte)' ' or (byte)'\t')
        {
            TakeMessageId(line);
            TakeFrom(line);
            return true;
        }

        _isInMessageId = _isInFrom = false;
        var colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return false;
        }

        var name = line[..colon].TrimEnd(" \t"u8);
        if (Ascii.EqualsIgnoreCase(name, "Received"u8))
        {
            ReceivedFields++;
        }
        else if (Ascii.EqualsIgnoreCase(name, "Delivered-To"u8))
        {
            TakeDeliveredTo(line[(colon + 1)..].Trim(" \t\r\n"u8));
        }

        // RFC 5321 §4.4: there is one Return-Path, which the server of the final delivery writes.
        IsLeftOut = Ascii.EqualsIgnoreCase(name, "Return-Path"u8)
            || (leavesOutBcc && (Ascii.EqualsIgnoreCase(name, "Bcc"u8) || Ascii.EqualsIgnoreCase(name, "Resent-Bcc"u8)));
        HasDate |= Ascii.EqualsIgnoreCase(name, "Date"u8);
        if (!HasMessageId && Ascii.EqualsIgnoreCase(name, "Message-ID"u8))
        {
            HasMessageId = _isInMessageId = true;
            TakeMessageId(line[(colon + 1)..]);
        }

        HasSender |= Ascii.EqualsIgnoreCase(name, "Sender"u8);
        if (!HasFrom && Ascii.EqualsIgnoreCase(name, "From"u8))
        {
            HasFrom = _isInFrom = true;
            TakeFrom(line[(colon + 1)..]);
        }

        return !name.ContainsAnyInRange((byte)0, (byte)' ');
    }

    private void TakeFrom(ReadOnlySpan<byte> text)
    {
        if (_isInFrom && _from.Length + text.Length <= MaxFrom)
        {
            _from.Append(Encoding.UTF8.GetString(text.TrimEnd("\r\n"u8)));
        }
    }

    // The value may stand in the line below the name.
    private void TakeMessageId(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        if (!_isInMessageId || MessageId is not null || text.IsEmpty)
        {
            return;
        }

        text = text[..Math.Min(text.Length, MaxMessageId)];
        var end = text.IndexOf((byte)'>');
        MessageId = Encoding.UTF8.GetString((end < 0 ? text : text[..end]).TrimStart((byte)'<'));
    }

    private void TakeDeliveredTo(ReadOnlySpan<byte> value)
    {
        if (_deliveredTo.Count < MaxDeliveredTo && Address.TryParse(value, out var address))
        {
            _deliveredTo.Add(address.Canonical);
        }
    }
}
