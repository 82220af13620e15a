using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

using Hikyaku.Mail.ContentFilters;

namespace Hikyaku.Protocols.Clamd;

/// <summary>One question to clamd on a connection of its own, as its protocol has it: a command, a stream in pieces, an answer that ends with NUL.</summary>
internal static class ClamdConnection
{
    private const int Piece = 64 * 1024;
    private const int MaxReply = 1024;

    /// <summary>Asks, and returns the answer.</summary>
    /// <exception cref="FilterFailedException">There is none.</exception>
    public static async ValueTask<string> Ask(ContentFilterOptions options, TimeProvider time, ReadOnlyMemory<byte> command, Stream? octets, CancellationToken cancellation)
    {
        using var limit = new FilterTime(options.Timeout, time, cancellation);
        return await limit.Within(async token =>
        {
            await using var stream = await options.EndPoint.Connect(token);
            try
            {
                await stream.WriteAsync(command, token);
                if (octets is not null)
                    await Send(stream, octets, token);
            }
            catch (IOException)
            {
                // It says what it does not like, such as the size, and stops reading: the answer is there.
            }

            return await Read(stream, token);
        });
    }

    private static async ValueTask Send(NetworkStream stream, Stream octets, CancellationToken cancellation)
    {
        var piece = new byte[Piece + 4];
        while (await octets.ReadAtLeastAsync(piece.AsMemory(4), Piece, throwOnEndOfStream: false, cancellation) is > 0 and var count)
        {
            BinaryPrimitives.WriteInt32BigEndian(piece, count);
            await stream.WriteAsync(piece.AsMemory(0, count + 4), cancellation);
        }

        await stream.WriteAsync(new byte[4], cancellation);
    }

    private static async ValueTask<string> Read(NetworkStream stream, CancellationToken cancellation)
    {
        var reply = new byte[MaxReply];
        var count = 0;
        while (count < MaxReply && await stream.ReadAsync(reply.AsMemory(count), cancellation) is > 0 and var read)
        {
            count += read;
            if (reply.AsSpan(0, count).IndexOf((byte)0) is >= 0 and var end)
                return Encoding.UTF8.GetString(reply, 0, end).Trim();
        }

        throw new FilterFailedException("it ended the connection without an answer");
    }
}
