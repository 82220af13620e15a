using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Formats.Mime;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>The octets that an IMAP URL names (RFC 5092), in the account of the session.</summary>
internal sealed class UrlPart : IDisposable
{
    private const int Piece = 64 * 1024;
    private const int MaxHeader = 8 * 1024 * 1024;
    private readonly MessageReader _message;
    private readonly byte[]? _fields;
    private readonly long _offset;

    private UrlPart(MessageReader message, long offset, long length, byte[]? fields) =>
        (_message, _offset, Length, _fields) = (message, offset, length, fields);

    public long Length { get; }

    /// <summary>Finds what a URL names; null when there is no such thing, or it is not this user's.</summary>
    public static async ValueTask<UrlPart?> Find(ImapSession session, ImapUrl url) =>
        IsOwn(session, url) && MailboxOf(session, url) is { } mailbox && (url.UidValidity is null || url.UidValidity == mailbox.UidValidity)
            ? await Open(session.Mail!, mailbox.Id, url)
            : null;

    /// <summary>Finds what a URL names in a mailbox.</summary>
    public static async ValueTask<UrlPart?> Open(MailAccount mail, MailboxId mailbox, ImapUrl url)
    {
        var details = await mail.Details(mailbox, [url.Uid], DetailFields.Parts, CancellationToken.None);
        var message = details.Count == 1 ? await mail.OpenMessage(mailbox, url.Uid, CancellationToken.None) : null;
        if (message is null)
        {
            return null;
        }

        if (await Cut(message, details[0].Parts, url.Section) is { } part)
        {
            return part;
        }

        message.Dispose();
        return null;
    }

    /// <summary>Adds the octets to a message.</summary>
    public ImapReply? Copy(MessageOctets octets)
    {
        var piece = new byte[(int)Math.Clamp(Length, 1, Piece)];
        for (long at = 0; at < Length;)
        {
            var count = Read(piece.AsMemory(0, (int)Math.Min(piece.Length, Length - at)), at);
            if (count == 0)
            {
                return ImapReply.No("[SERVERBUG] A message file is shorter than it was.");
            }

            octets.Write(piece.AsSpan(0, count), isBinary: false);
            at += count;
        }

        return null;
    }

    /// <summary>Writes the octets as a literal, in pieces.</summary>
    public async ValueTask Write(ImapSession session)
    {
        session.Writer.Raw((byte)'{');
        session.Writer.Number(Length);
        session.Writer.Raw("}\r\n"u8);
        for (long at = 0; at < Length;)
        {
            var output = session.Connection.Output;
            var piece = output.GetMemory(Piece);
            piece = piece[..(int)Math.Min(piece.Length, Length - at)];
            var count = Read(piece, at);
            if (count == 0)
            {
                throw new IOException("A message file is shorter than it was.");
            }

            // RFC 9051 §9: a literal has no NUL.
            piece.Span[..count].Replace((byte)0, (byte)0x80);
            output.Advance(count);
            at += count;
            if (!await session.FlushIfLarge())
            {
                throw new IOException("The client is gone.");
            }
        }
    }

    public void Dispose() => _message.Dispose();

    /// <summary>Whether a URL is about this user here. RFC 4469 §3: other servers are not asked.</summary>
    public static bool IsOwn(ImapSession session, ImapUrl url) =>
        IsHere(session, url)
        && (url.User is null || url.User.Equals(session.Account!.Address, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a URL is about this server.</summary>
    public static bool IsHere(ImapSession session, ImapUrl url) =>
        url.Host is null || url.Host.Equals(session.Services.Identity.HostName, StringComparison.OrdinalIgnoreCase);

    /// <summary>The mailbox of this user that a URL names.</summary>
    public static MailboxInfo? MailboxOf(ImapSession session, ImapUrl url) =>
        url.Mailbox is null ? (session.View is { } view && ReferenceEquals(view.Mail, session.Mail) ? view.Info : null)
        : session.Names.ToStore(url.Mailbox) is { } name ? session.Mail!.Find(name) : null;

    private int Read(Memory<byte> piece, long at)
    {
        if (_fields is null)
        {
            return _message.Read(piece.Span, _offset + at);
        }

        _fields.AsSpan((int)(_offset + at), piece.Length).CopyTo(piece.Span);
        return piece.Length;
    }

    private static async ValueTask<UrlPart?> Cut(MessageReader message, PartMap? parts, FetchItem item)
    {
        if (MessageSection.Find(item, parts, message.Length) is not var (offset, length))
        {
            return null;
        }

        byte[]? fields = null;
        if (item.Section is SectionKind.Fields or SectionKind.FieldsNot)
        {
            var header = new byte[Math.Min(length, MaxHeader)];
            await message.Read(header, offset, CancellationToken.None);
            fields = HeaderFields.Select(header, item.Fields, item.Section == SectionKind.Fields);
            (offset, length) = (0, fields.Length);
        }

        var from = Math.Min(item.From ?? 0, length);
        return new UrlPart(message, offset + from, Math.Min(item.Count, length - from), fields);
    }
}
