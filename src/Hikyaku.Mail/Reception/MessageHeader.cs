using System.Text;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Reception;

/// <summary>What passing through a message's header tells, line by line.</summary>
/// <param name="leavesOutBcc">Bcc and Resent-Bcc do not go on.</param>
internal sealed class MessageHeader(bool leavesOutBcc)
{
    // More of them than a loop can have.
    private const int MaxDeliveredTo = 100;

    private const int MaxMessageId = 998;

    private readonly List<string> _deliveredTo = [];
    private bool _isInMessageId;

    public int ReceivedFields { get; private set; }

    public bool HasDate { get; private set; }

    public bool HasMessageId { get; private set; }

    /// <summary>The first Message-ID, without angle brackets; null without one.</summary>
    public string? MessageId { get; private set; }

    public AddressField From { get; } = new();

    public AddressField Sender { get; } = new();

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
            From.Continue(line);
            Sender.Continue(line);
            return true;
        }

        _isInMessageId = false;
        From.End();
        Sender.End();
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

        if (Ascii.EqualsIgnoreCase(name, "From"u8))
        {
            From.Begin(line[(colon + 1)..]);
        }
        else if (Ascii.EqualsIgnoreCase(name, "Sender"u8))
        {
            Sender.Begin(line[(colon + 1)..]);
        }

        return !name.ContainsAnyInRange((byte)0, (byte)' ');
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
