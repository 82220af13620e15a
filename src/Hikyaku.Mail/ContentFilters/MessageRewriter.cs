using System.Text;

using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>Writes a message anew with the changes of a content filter.</summary>
internal static class MessageRewriter
{
    private const int Piece = 81_920;

    /// <summary>The changed message; the old one stays as it is.</summary>
    /// <returns>The octets, and how many of them are this server's own fields in front.</returns>
    /// <exception cref="FilterFailedException">The header is too long to be changed.</exception>
    /// <exception cref="StoreUnavailableException">There is no room for it.</exception>
    public static async ValueTask<(MessageContent Content, int OwnLength)> Rewrite(
        FilterMessage message, MessageChanges changes, MessageWriter writer, CancellationToken cancellation)
    {
        await using var body = changes.Body;
        await using (writer)
        {
            var returnPathLength = await WriteOwn(message, changes, writer, cancellation);
            var ownLength = (int)writer.Length;
            await using var source = message.OpenRead();
            var header = await HeaderFields.Read(source, cancellation) ?? throw new FilterFailedException("the header is too long to be changed");
            foreach (var change in changes.Header)
                header.Apply(change);
            header.WriteTo(writer);
            if (body is null)
            {
                source.Seek(message.OwnLength + header.Length, SeekOrigin.Begin);
                await Copy(source, writer, cancellation);
            }
            else
            {
                await using var content = await body.Complete(0);
                await using var octets = content.OpenRead();
                await Copy(octets, writer, cancellation);
            }

            return (await writer.Complete(returnPathLength), ownLength);
        }
    }

    private static async ValueTask<int> WriteOwn(FilterMessage message, MessageChanges changes, MessageWriter writer, CancellationToken cancellation)
    {
        await using var source = message.Content.OpenRead();
        var own = new byte[message.OwnLength];
        await source.ReadExactlyAsync(own, cancellation);
        if (!changes.ChangesReversePath)
        {
            writer.Write(own);
            return message.Content.ReturnPathLength;
        }

        writer.Write(Encoding.UTF8.GetBytes($"Return-Path: <{changes.ReversePath}>\r\n"));
        var length = (int)writer.Length;
        writer.Write(own.AsSpan(message.Content.ReturnPathLength));
        return length;
    }

    private static async ValueTask Copy(Stream source, MessageWriter writer, CancellationToken cancellation)
    {
        var piece = new byte[Piece];
        for (var read = await source.ReadAsync(piece, cancellation); read > 0; read = await source.ReadAsync(piece, cancellation))
            writer.Write(piece.AsSpan(0, read));
    }
}
