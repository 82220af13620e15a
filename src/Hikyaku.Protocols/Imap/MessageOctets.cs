using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Imap;

/// <summary>
/// Gathers one message from literals and from parts of other messages. Text gets CRLF line ends at once; what came as a literal8 stays as it is
/// until the end, and becomes text there if it is none (RFC 3516 §4.4).
/// </summary>
internal sealed class MessageOctets(MessageWriter writer)
{
    private LineEndings _lines;
    private LineEndScanner _binary = new();
    private bool _hasBinaryNul;

    public long Length => writer.Length;

    /// <summary>A plain literal held a NUL (RFC 9051 §9: it must not).</summary>
    public bool HasTextNul { get; private set; }

    public void Write(ReadOnlySpan<byte> octets, bool isBinary)
    {
        if (!isBinary)
        {
            HasTextNul |= octets.Contains((byte)0);
            _lines.Write(octets, writer);
            return;
        }

        _hasBinaryNul |= octets.Contains((byte)0);
        _binary.Scan(octets);
        writer.Write(octets);
    }

    /// <summary>The message as it is stored; null when a mailbox cannot hold it.</summary>
    /// <exception cref="StoreUnavailableException">The disk had no room.</exception>
    public async ValueTask<MessageContent?> Complete(Func<MessageWriter> create)
    {
        _binary.Finish();
        var content = await writer.Complete(0);
        if (!_hasBinaryNul && !_binary.HasBareCr && !_binary.HasBareLf)
        {
            return content;
        }

        await using (content)
        {
            return await TextForm.Of(content, create, CancellationToken.None) ?? (_hasBinaryNul ? null : await Repaired(content, create));
        }
    }

    // No MIME, but lines: as if they had come in a plain literal.
    private static async ValueTask<MessageContent> Repaired(MessageContent content, Func<MessageWriter> create)
    {
        await using var repaired = create();
        await using var source = content.OpenRead();
        var lines = new LineEndings();
        var piece = new byte[64 * 1024];
        int count;
        while ((count = await source.ReadAsync(piece)) > 0)
        {
            lines.Write(piece.AsSpan(0, count), repaired);
        }

        return await repaired.Complete(0);
    }
}
