using System.Text;

namespace Hikyaku.Protocols.Imap;

/// <summary>Writes METADATA responses (RFC 5464 §4.4).</summary>
internal static class MetadataLine
{
    /// <summary>With values; null is NIL.</summary>
    public static void Write(ImapSession session, string shown, IEnumerable<KeyValuePair<string, byte[]?>> values)
    {
        var writer = session.Writer;
        Begin(session, shown);
        var separator = (byte)'(';
        foreach (var (name, value) in values)
        {
            writer.Raw(separator);
            Name(session, name);
            writer.Raw((byte)' ');
            if (value is null)
            {
                writer.Nil();
            }
            else
            {
                writer.Value(value);
            }

            separator = (byte)' ';
        }

        writer.Raw(")\r\n"u8);
    }

    /// <summary>Without values, unasked: the client asks for what it wants (RFC 5464 §4.4.2).</summary>
    public static void Announce(ImapSession session, string shown, IEnumerable<string> names)
    {
        Begin(session, shown);
        var isFirst = true;
        foreach (var name in names)
        {
            session.Writer.Raw(isFirst ? ""u8 : " "u8);
            Name(session, name);
            isFirst = false;
        }

        session.Writer.Raw("\r\n"u8);
    }

    private static void Begin(ImapSession session, string shown)
    {
        session.Writer.Raw("* METADATA "u8);
        MailboxNames.Write(session.Writer, shown, session.SpeaksUtf8);
        session.Writer.Raw((byte)' ');
    }

    private static void Name(ImapSession session, string name)
    {
        if (name.All(character => char.IsAsciiLetterOrDigit(character) || "/.-_".Contains(character)))
        {
            session.Writer.Raw(name);
        }
        else
        {
            session.Writer.String(Encoding.ASCII.GetBytes(name));
        }
    }
}
