using System.Text;

using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Reception;

/// <summary>What passing through a message's header tells, line by line.</summary>
/// <param name="leavesOutBcc">Bcc and Resent-Bcc do not go on.</param>
internal sealed class MessageHeader(bool leavesOutBcc)
{
    // More of them than a loop can have.
    private const int MaxDeliveredTo = 100;

    private readonly List<string> _deliveredTo = [];

    public int ReceivedFields { get; private set; }

    public bool HasDate { get; private set; }

    public bool HasMessageId { get; private set; }

    public bool HasFrom { get; private set; }

    /// <summary>The field of the last line does not go on.</summary>
    public bool IsLeftOut { get; private set; }

    /// <summary>Canonical addresses.</summary>
    public IReadOnlyList<string> DeliveredTo => _deliveredTo;

    /// <summary>Takes a line; false when it is no line of a header.</summary>
    public bool Take(ReadOnlySpan<byte> line)
    {
        if (line[0] is (byte)' ' or (byte)'\t')
        {
            return true;
        }

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
        HasMessageId |= Ascii.EqualsIgnoreCase(name, "Message-ID"u8);
        HasFrom |= Ascii.EqualsIgnoreCase(name, "From"u8);
        return !name.ContainsAnyInRange((byte)0, (byte)' ');
    }

    private void TakeDeliveredTo(ReadOnlySpan<byte> value)
    {
        if (_deliveredTo.Count < MaxDeliveredTo && Address.TryParse(value, out var address))
        {
            _deliveredTo.Add(address.Canonical);
        }
    }
}
