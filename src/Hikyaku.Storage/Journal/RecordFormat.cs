using System.Buffers;
using System.Buffers.Binary;

using Hikyaku.Mail.Store;

namespace Hikyaku.Storage.Journal;

/// <summary>
/// The octets of a record: a header of 16 (length, CRC-32C of the body, CRC-32C of segment, length and that, 0), then the body. The segment's number is part
/// of the check, so that what an older use of the file left behind is never taken for a record.
/// Body: entries (count; target, id, sequence, length, payload), contents (count; id, length, 1 = here or 2 = in its spool file), then the contents that
/// are here, one after another.
/// </summary>
internal static class RecordFormat
{
    public const int HeaderLength = 16;
    public const int MaxBody = 512 << 20;
    private const byte Here = 1;
    private const byte Spooled = 2;

    /// <summary>The pieces of a body; contents are not copied.</summary>
    public static List<ReadOnlyMemory<byte>> Body(JournalBatch batch)
    {
        var head = new ArrayBufferWriter<byte>(512);
        Number(head, batch.Entries.Count);
        foreach (var entry in batch.Entries)
        {
            Number(head, (long)entry.Target);
            Number(head, entry.TargetId);
            Number(head, (long)entry.Sequence);
            Number(head, entry.Payload.Length);
            head.Write(entry.Payload.Span);
        }

        Number(head, batch.Contents.Count);
        List<ReadOnlyMemory<byte>> pieces = [default];
        foreach (var (id, content) in batch.Contents)
        {
            var isHere = content.TryGetMemory(out var octets);
            Number(head, id.Value);
            Number(head, content.Length);
            Number(head, isHere ? Here : Spooled);
            if (isHere)
            {
                pieces.Add(octets);
            }
        }

        pieces[0] = head.WrittenMemory;
        return pieces;
    }

    public static void WriteHeader(Span<byte> header, long segment, int length, uint bodyCrc)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], bodyCrc);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], HeaderCrc(segment, header[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], 0);
    }

    /// <summary>The length and check of a body, or false when this is no header of that segment.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> header, long segment, out int length, out uint bodyCrc)
    {
        length = BinaryPrimitives.ReadInt32LittleEndian(header);
        bodyCrc = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        return length is > 0 and <= MaxBody && BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) == HeaderCrc(segment, header[..8]);
    }

    /// <summary>Reads a body whose check was right.</summary>
    /// <param name="body">The body.</param>
    /// <param name="here">Opens part of the body again later.</param>
    /// <param name="spooled">Opens a spool file.</param>
    public static LoggedBatch Read(ReadOnlyMemory<byte> body, Func<long, long, Stream> here, Func<BlobId, Stream> spooled)
    {
        var position = 0;
        var entries = new JournalEntry[Number(body.Span, ref position)];
        for (var i = 0; i < entries.Length; i++)
        {
            var target = (JournalTarget)Number(body.Span, ref position);
            var id = Number(body.Span, ref position);
            var sequence = (ulong)Number(body.Span, ref position);
            var length = (int)Number(body.Span, ref position);
            entries[i] = new JournalEntry(target, id, sequence, body.Slice(position, length));
            position += length;
        }

        var contents = new (BlobId Id, long Length, long Place)[Number(body.Span, ref position)];
        for (var i = 0; i < contents.Length; i++)
        {
            contents[i] = (new BlobId(Number(body.Span, ref position)), Number(body.Span, ref position), Number(body.Span, ref position));
        }

        var logged = new LoggedContent[contents.Length];
        long offset = position;
        for (var i = 0; i < contents.Length; i++)
        {
            var (id, length, place) = contents[i];
            var start = offset;
            logged[i] = new LoggedContent(id, length, place == Here ? () => here(start, length) : () => spooled(id));
            offset += place == Here ? length : 0;
        }

        return new LoggedBatch(entries, logged);
    }

    private static uint HeaderCrc(long segment, ReadOnlySpan<byte> lengthAndBody)
    {
        Span<byte> salt = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(salt, segment);
        return ~Crc32C.Append(Crc32C.Append(Crc32C.Start, salt), lengthAndBody);
    }

    private static void Number(ArrayBufferWriter<byte> output, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    private static long Number(ReadOnlySpan<byte> body, ref int position)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(body[position..]);
        position += 8;
        return value;
    }
}
