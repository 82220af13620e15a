using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Formats.Mime;

/// <summary>Writes ENVELOPE (RFC 9051 §7.5.2) from the header of a message.</summary>
internal readonly struct EnvelopeText(ImapWriter writer, MimeLimits limits)
{
    public void Write(HeaderBlock headers)
    {
        writer.Raw((byte)'(');
        writer.NString(headers.Find("Date"));
        writer.Raw((byte)' ');
        writer.NString(headers.Find("Subject"));
        var from = Addresses(headers, "From");
        Write(from);
        // RFC 9051 §7.5.2: Sender and Reply-To default to From.
        Write(Addresses(headers, "Sender") is { Count: > 0 } sender ? sender : from);
        Write(Addresses(headers, "Reply-To") is { Count: > 0 } replyTo ? replyTo : from);
        Write(Addresses(headers, "To"));
        Write(Addresses(headers, "Cc"));
        Write(Addresses(headers, "Bcc"));
        writer.Raw((byte)' ');
        writer.NString(headers.Find("In-Reply-To"));
        writer.Raw((byte)' ');
        writer.NString(headers.Find("Message-ID"));
        writer.Raw((byte)')');
    }

    private IReadOnlyList<RawAddress> Addresses(HeaderBlock headers, string name) =>
        headers.FindAll(name) is { } value ? AddressListReader.Read(value, limits.Addresses) : [];

    private void Write(IReadOnlyList<RawAddress> addresses)
    {
        writer.Raw((byte)' ');
        if (addresses.Count == 0)
        {
            writer.Nil();
            return;
        }

        writer.Raw((byte)'(');
        foreach (var address in addresses)
        {
            Write(address);
        }

        writer.Raw((byte)')');
    }

    private void Write(RawAddress address)
    {
        writer.Raw((byte)'(');
        writer.NString(address.Name);
        writer.Raw((byte)' ');
        writer.NString(address.Route);
        writer.Raw((byte)' ');
        writer.NString(address.Mailbox);
        writer.Raw((byte)' ');
        writer.NString(address.Host);
        writer.Raw((byte)')');
    }
}
