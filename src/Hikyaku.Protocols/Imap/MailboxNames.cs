using System.Text;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Formats.Text;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Protocols.Imap;

/// <summary>Maps mailbox names between the wire and the store ('/' between levels, UTF-8) in the account's style of name space.</summary>
internal sealed class MailboxNames(NamespaceStyle style)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The hierarchy separator that clients see.</summary>
    public char Separator => style == NamespaceStyle.Slash ? '/' : '.';

    /// <summary>The prefix of personal mailboxes other than INBOX.</summary>
    public string Prefix => style == NamespaceStyle.Courier ? "INBOX." : "";

    /// <summary>The octets of a name as text: modified UTF-7, or UTF-8 from clients that send it raw; null when it is neither.</summary>
    public static string? Decode(ReadOnlySpan<byte> wire, bool isUtf8)
    {
        string text;
        try
        {
            text = Strict.GetString(wire);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        // A raw '&' (some clients never encode it) is taken as it is.
        return !isUtf8 && ModifiedUtf7.TryDecode(text, out var decoded) ? decoded : text;
    }

    /// <summary>The store's name of a name that a client gave; null when this style cannot express it.</summary>
    public string? ToStore(string shown)
    {
        // Thunderbird adds a separator for mailboxes that may have inferiors.
        var name = shown.Length > 1 && shown[^1] == Separator ? shown[..^1] : shown;
        if (name.Equals("INBOX", StringComparison.OrdinalIgnoreCase))
        {
            return "INBOX";
        }

        if (Prefix.Length > 0)
        {
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            name = name[Prefix.Length..];
            if (name.Equals("INBOX", StringComparison.OrdinalIgnoreCase))
            {
                // That would be INBOX a second time.
                return null;
            }
        }

        if (Separator == '/')
        {
            return name;
        }

        return name.Contains('/') ? null : name.Replace('.', '/');
    }

    /// <summary>The name that clients see; null when this style cannot express it.</summary>
    public string? ToShown(string stored)
    {
        if (stored == "INBOX" || Separator == '/')
        {
            return stored;
        }

        return stored.Contains('.') ? null : Prefix + stored.Replace('/', Separator);
    }

    /// <summary>Writes a shown name.</summary>
    public static void Write(ImapWriter writer, string shown, bool isUtf8)
    {
        if (isUtf8)
        {
            writer.String(shown, utf8Quoted: true);
        }
        else
        {
            writer.String(ModifiedUtf7.Encode(shown));
        }
    }
}
