using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Hikyaku.Formats.Pop3Syntax;
using Hikyaku.Mail.Store;

namespace Hikyaku.Protocols.Pop3;

/// <summary>RETR and TOP: streams a message from its file.</summary>
internal static class Pop3Retrieval
{
    public static async ValueTask<Pop3Reply> Retr(Pop3Maildrop maildrop, string argument, CancellationToken cancellation)
    {
        if (!maildrop.TryFind(argument.Trim(), out var number))
        {
            return Pop3Reply.NoSuchMessage;
        }

        var reply = await Open(maildrop, number, null, cancellation);
        if (!reply.IsError)
        {
            maildrop.MarkRead(number);
        }

        return reply;
    }

    public static async ValueTask<Pop3Reply> Top(Pop3Maildrop maildrop, string[] words, CancellationToken cancellation)
    {
        if (words.Length != 2 || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var lines))
        {
            return Pop3Reply.Error("TOP takes a message and a number of lines");
        }

        return maildrop.TryFind(words[0], out var number) ? await Open(maildrop, number, lines, cancellation) : Pop3Reply.NoSuchMessage;
    }

    private static async ValueTask<Pop3Reply> Open(Pop3Maildrop maildrop, int number, int? bodyLines, CancellationToken cancellation)
    {
        var message = await maildrop.Account.OpenMessage(maildrop.Mailbox, maildrop[number].Uid, cancellation);
        return message is null
            ? Pop3Reply.Error("[SYS/TEMP] Another session has removed this message")
            : new Pop3Reply(string.Create(CultureInfo.InvariantCulture, $"+OK {maildrop[number].Size} octets"))
            {
                Body = (output, token) => Copy(message, new MultiLineWriter(bodyLines), output, token),
            };
    }

    private static async ValueTask Copy(MessageReader message, MultiLineWriter writer, PipeWriter output, CancellationToken cancellation)
    {
        using (message)
        {
            var piece = ArrayPool<byte>.Shared.Rent(Pop3Limits.Piece);
            try
            {
                for (long offset = 0; offset < message.Length && !writer.IsComplete;)
                {
                    var read = await message.Read(piece, offset, cancellation);
                    if (read == 0)
                    {
                        break;
                    }

                    writer.Write(piece.AsSpan(0, read), output);
                    offset += read;
                    await output.FlushAsync(cancellation);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(piece);
            }

            writer.Finish(output);
        }
    }
}
