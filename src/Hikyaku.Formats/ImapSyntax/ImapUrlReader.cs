using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>Reads IMAP URLs (RFC 5092 §11) that name a message, whole or relative to a server or to the selected mailbox, with URLAUTH (RFC 4467 §9).</summary>
public static class ImapUrlReader
{
    /// <summary>The longest URL in octets.</summary>
    public const int MaxLength = 4096;

    private const string Scheme = "imap://";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a URL; false when it is none, or names no message.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out ImapUrl? url)
    {
        url = null;
        if (octets.Length is 0 or > MaxLength || octets.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7e) >= 0)
        {
            return false;
        }

        var text = Encoding.ASCII.GetString(octets);
        var end = AccessStart(text);
        var parts = new ImapUrl { Uid = 0, Section = new FetchItem(FetchKind.Section) };
        if (!TryReadAccess(text, end, ref parts) || !TryReadServer(text[..end], ref parts, out var path) || !TryReadPath(path, ref parts))
        {
            return false;
        }

        url = parts;
        return parts.Uid > 0;
    }

    private static int AccessStart(string text)
    {
        var expire = text.IndexOf(";EXPIRE=", StringComparison.OrdinalIgnoreCase);
        var access = text.IndexOf(";URLAUTH=", StringComparison.OrdinalIgnoreCase);
        return expire >= 0 && access > expire ? expire : access >= 0 ? access : text.Length;
    }

    // [;EXPIRE=date-time];URLAUTH=access[:mechanism:token]
    private static bool TryReadAccess(string text, int start, ref ImapUrl url)
    {
        if (start == text.Length)
        {
            url = url with { Rump = text };
            return true;
        }

        var authAt = text.IndexOf(";URLAUTH=", start, StringComparison.OrdinalIgnoreCase);
        DateTimeOffset? expires = null;
        if (authAt > start)
        {
            if (!DateTimeOffset.TryParse(text[(start + 8)..authAt], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                return false;
            }

            expires = time;
        }

        var words = text[(authAt + 9)..].Split(':');
        if (words.Length is not (1 or 3) || words[0].Length == 0 || !TryDecode(words[0], out var identifier))
        {
            return false;
        }

        byte[]? token = null;
        if (words.Length == 3 && (words[1].Length == 0 || !TryReadHex(words[2], out token)))
        {
            return false;
        }

        url = url with
        {
            Access = new ImapUrlAccess(expires, identifier, words.Length == 3 ? words[1].ToUpperInvariant() : null, token),
            Rump = text[..(authAt + 9 + words[0].Length)],
        };
        return true;
    }

    private static bool TryReadHex(string text, out byte[]? octets)
    {
        octets = null;
        if (text.Length is < 32 or > 256 || text.Length % 2 != 0 || !text.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        octets = Convert.FromHexString(text);
        return true;
    }

    // imap://[user[;AUTH=type]@]host[:port]/…, or /…, or ;UID=… below the selected mailbox.
    private static bool TryReadServer(string text, ref ImapUrl url, out string path)
    {
        path = text;
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal)) || text.StartsWith(";UID=", StringComparison.OrdinalIgnoreCase);
        }

        var slash = text.IndexOf('/', Scheme.Length);
        if (slash < 0)
        {
            return false;
        }

        path = text[slash..];
        var server = text[Scheme.Length..slash];
        var at = server.LastIndexOf('@');
        var user = at < 0 ? "" : server[..at];
        var auth = user.IndexOf(';', StringComparison.Ordinal);
        if (!TryDecode(auth < 0 ? user : user[..auth], out var name))
        {
            return false;
        }

        var host = server[(at + 1)..];
        var port = host.LastIndexOf(':');
        host = port > host.LastIndexOf(']') ? host[..port] : host;
        url = url with { User = name.Length == 0 ? null : name, Host = host.ToLowerInvariant() };
        return host.Length > 0;
    }

    // /mailbox[;UIDVALIDITY=n]/;UID=n[/;SECTION=s][/;PARTIAL=n[.n]]
    private static bool TryReadPath(string path, ref ImapUrl url)
    {
        var pieces = path.StartsWith(';') ? ("/" + path).Split("/;") : path.Split("/;");
        if (pieces[0].Length > 0 && !TryReadMailbox(pieces[0][1..], ref url))
        {
            return false;
        }

        // Only a URL without a path at all is about the selected mailbox.
        if (url.Mailbox is null && !path.StartsWith(';'))
        {
            return false;
        }

        for (var i = 1; i < pieces.Length; i++)
        {
            var equals = pieces[i].IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !TryReadPiece(i, pieces[i][..equals].ToUpperInvariant(), pieces[i][(equals + 1)..], ref url))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadPiece(int place, string name, string value, ref ImapUrl url)
    {
        switch (name)
        {
            case "UID" when place == 1 && TryReadNumber(value, out var uid):
                url = url with { Uid = uid };
                return true;
            case "SECTION" when place == 2 && TryDecode(value, out var section):
                return TryReadSection(section, ref url);
            case "PARTIAL" when place is 2 or 3 && url.Section.From is null:
                return TryReadPartial(value, ref url);
            default:
                return false;
        }
    }

    private static bool TryReadMailbox(string text, ref ImapUrl url)
    {
        var at = text.IndexOf(";UIDVALIDITY=", StringComparison.OrdinalIgnoreCase);
        uint validity = 0;
        if ((at >= 0 && !TryReadNumber(text[(at + 13)..], out validity)) || !TryDecode(at < 0 ? text : text[..at], out var mailbox) || mailbox.Length == 0)
        {
            return false;
        }

        url = url with { Mailbox = mailbox, UidValidity = at < 0 ? null : validity };
        return true;
    }

    private static bool TryReadSection(string section, ref ImapUrl url)
    {
        var reader = new CommandReader(Encoding.UTF8.GetBytes($"BODY.PEEK[{section}]"));
        var items = FetchItems.Read(ref reader);
        if (!reader.ExpectEnd() || items is not [{ Kind: FetchKind.Section, From: null } item])
        {
            return false;
        }

        url = url with { Section = item };
        return true;
    }

    private static bool TryReadPartial(string value, ref ImapUrl url)
    {
        var dot = value.IndexOf('.', StringComparison.Ordinal);
        var count = uint.MaxValue;
        if (!uint.TryParse(dot < 0 ? value : value[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || (dot >= 0 && !TryReadNumber(value[(dot + 1)..], out count)))
        {
            return false;
        }

        url = url with { Section = url.Section with { From = from, Count = count } };
        return true;
    }

    private static bool TryReadNumber(string text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;

    private static bool TryDecode(string text, out string decoded)
    {
        decoded = "";
        var octets = new byte[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                octets[count++] = (byte)text[i];
            }
            else if (i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet)
                && octet is not ((byte)'\0' or (byte)'\r' or (byte)'\n'))
            {
                octets[count++] = octet;
                i += 2;
            }
            else
            {
                return false;
            }
        }

        try
        {
            decoded = Strict.GetString(octets, 0, count);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
