using System.Buffers;

namespace Hikyaku.Mail.Store.Units;

/// <summary>The stored form of ascending UIDs: runs as gap and length.</summary>
/// <remarks>Limits: <see cref="MaxCount"/> UIDs; a run of four thousand million is a few octets.</remarks>
public static class UidList
{
    /// <summary>The most UIDs of one list.</summary>
    public const int MaxCount = 1 << 24;

    /// <summary>The stored form.</summary>
    public static byte[] ToBytes(ReadOnlySpan<uint> uids)
    {
        var output = new ArrayBufferWriter<byte>(16);
        Write(new OctetWriter(output), uids);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="InvalidDataException">The octets are damaged.</exception>
    public static uint[] FromBytes(ReadOnlySpan<byte> octets)
    {
        var reader = new OctetReader(octets);
        return Read(ref reader);
    }

    internal static void Write(OctetWriter writer, ReadOnlySpan<uint> uids)
    {
        writer.Number((ulong)uids.Length);
        uint last = 0;
        for (var i = 0; i < uids.Length;)
        {
            var run = 1;
            while (i + run < uids.Length && uids[i + run] == uids[i] + (uint)run)
            {
                run++;
            }

            writer.Number(uids[i] - last);
            writer.Number((ulong)run);
            last = uids[i] + (uint)run - 1;
            i += run;
        }
    }

    internal static uint[] Read(ref OctetReader reader)
    {
        var count = reader.Number();
        if (count > MaxCount)
        {
            throw new InvalidDataException("A list of UIDs is too long.");
        }

        // Looked at once before anything is made of it: a count may lie.
        var probe = reader;
        Walk(ref probe, (int)count, []);
        var uids = new uint[count];
        Walk(ref reader, (int)count, uids);
        return uids;
    }

    private static void Walk(ref OctetReader reader, int count, Span<uint> uids)
    {
        ulong last = 0;
        for (var done = 0; done < count;)
        {
            var (gap, run) = (reader.Number(), reader.Number());
            if (run == 0 || run > (ulong)(count - done) || gap > uint.MaxValue || last + gap + run - 1 > uint.MaxValue)
            {
                throw new InvalidDataException("A list of UIDs is damaged.");
            }

            for (var i = 0; i < (int)run && !uids.IsEmpty; i++)
            {
                uids[done + i] = (uint)(last + gap) + (uint)i;
            }

            last += gap + run - 1;
            done += (int)run;
        }
    }
}
