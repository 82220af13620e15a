using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Delivery;

/// <summary>
/// The form in which a binary message goes into mailboxes: IMAP and POP3 know text only (RFC 9051 §4.3.1), so that its parts are encoded. Where it goes
/// to other hosts alone, it stays as it came.
/// </summary>
public static class TextForm
{
    private const int BlockSize = 80 * 1024;

    /// <summary>The message as text, for the caller to dispose; null when it can not be converted.</summary>
    public static async ValueTask<MessageContent?> Of(MessageContent content, Func<MessageWriter> createMessage, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(createMessage);
        using var converted = ConvertedMessage.Convert(() => Open(content), BodyType.EightBitMime);
        if (converted is null)
        {
            return null;
        }

        await using var writer = createMessage();
        await using (var original = content.OpenRead())
        {
            var returnPath = new byte[content.ReturnPathLength];
            await original.ReadExactlyAsync(returnPath, cancellation);
            writer.Write(returnPath);
        }

        await using var source = converted.Open();
        var block = new byte[BlockSize];
        int count;
        while ((count = await source.ReadAsync(block, cancellation)) > 0)
        {
            writer.Write(block.AsSpan(0, count));
        }

        return await writer.Complete(content.ReturnPathLength);
    }

    private static Stream Open(MessageContent content)
    {
        var stream = content.OpenRead();
        stream.Position = content.ReturnPathLength;
        return stream;
    }
}
