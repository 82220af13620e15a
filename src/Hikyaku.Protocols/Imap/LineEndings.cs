using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>Passes octets on with every bare LF made CRLF, as the store keeps messages; a lone CR stays.</summary>
internal struct LineEndings
{
    private bool _lastWasCr;

    public void Write(ReadOnlySpan<byte> octets, MessageWriter writer)
    {
        var from = 0;
        var at = 0;
        for (int found; (found = octets[at..].IndexOf((byte)'\n')) >= 0;)
        {
            at += found;
            var hasCr = at == 0 ? _lastWasCr : octets[at - 1] == '\r';
            if (!hasCr)
            {
                writer.Write(octets[from..at]);
                writer.Write("\r\n"u8);
                from = at + 1;
            }

            at++;
        }

        writer.Write(octets[from..]);
        _lastWasCr = octets.Length > 0 && octets[^1] == '\r';
    }
}
