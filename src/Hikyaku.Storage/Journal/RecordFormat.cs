using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

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
    private const int EntryLength = 4 * 8;
    private const int ContentLength = 3 * 8;

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

    /// <summary>Reads a body whose check was right; false when its numbers make no sense, which a check cannot rule out.</summary>
    /// <param name="body">The body.</param>
    /// <param name="here">Opens part of the body again later.</param>
    /// <param name="spooled">Opens a spool file.</param>
    /// <param name="batch">What it holds.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> body, Func<long, long, Stream> here, Func<BlobId, Stream> spooled, [NotNullWhen(true)] out LoggedBatch? batch)
    {
        var position = 0;
        batch = TryReadEntries(body, ref position) is { } entries && TryReadContents(body.Span, here, spooled, ref position) is { } contents
            ? new LoggedBatch(entries, contents)
            : null;
        return batch is not null;
    }

    private static JournalEntry[]? TryReadEntries(ReadOnlyMemory<byte> body, ref int position)
    {
        if (!TryCount(body.Span, EntryLength, ref position, out var count))
        {
            return null;
        }

        var entries = new JournalEntry[count];
        for (var i = 0; i < entries.Length; i++)
        {
            if (!TryNumber(body.Span, ref position, out var target) || !TryNumber(body.Span, ref position, out var id)
                || !TryNumber(body.Span, ref position, out var sequence) || !TryCount(body.Span, 1, ref position, out var length))
            {
                return null;
            }

            entries[i] = new JournalEntry((JournalTarget)target, id, (ulong)sequence, body.Slice(position, length));
            position += length;
        }

        return entries;
    }

    private static LoggedContent[]? TryReadContents(
        ReadOnlySpan<byte> body, Func<long, long, Stream> here, Func<BlobId, Stream> spooled, ref int position)
    {
        if (!TryCount(body, ContentLength, ref position, out var count))
        {
            return null;
        }

        var logged = new LoggedContent[count];
        long offset = position + ((long)count * ContentLength);
        for (var i = 0; i < logged.Length; i++)
        {
            // The contents that are here fill the rest of the body, no more and no less.
            if (!TryNumber(body, ref position, out var name) || !TryNumber(body, ref position, out var length)
                || !TryNumber(body, ref position, out var place) || place is not (Here or Spooled) || length < 0
                || (place == Here && length > body.Length - offset))
            {
                return null;
            }

            var (id, start) = (new BlobId(name), offset);
            logged[i] = new LoggedContent(id, length, place == Here ? () => here(start, length) : () => spooled(id));
            offset += place == Here ? length : 0;
        }

        return offset == body.Length ? logged : null;
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

    // That many parts of at least so many octets must fit into what is left: nothing is allocated for a count that lies.
    private static bool TryCount(ReadOnlySpan<byte> body, int least, ref int position, out int count)
    {
        var fits = TryNumber(body, ref position, out var value) && value >= 0 && value <= (body.Length - position) / least;
        count = fits ? (int)value : 0;
        return fits;
    }

    private static bool TryNumber(ReadOnlySpan<byte> body, ref int position, out long value)
    {
        if (body.Length - position < 8)
        {
            value = 0;
            return false;
        }

        value = BinaryPrimitives.ReadInt64LittleEndian(body[position..]);
        position += 8;
        return true;
    }
}
