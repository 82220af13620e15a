using System.Buffers;

namespace Hikyaku.Mail.Store.Units;

/// <summary>The stored form of ascending UIDs: runs as gap and length.</summary>
public static class UidList
{
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
        var uids = new List<uint>();
        var count = reader.Number();
        uint last = 0;
        while ((ulong)uids.Count < count)
        {
            var first = last + (uint)reader.Number();
            var run = reader.Number();
            if (run == 0 || run > count - (ulong)uids.Count)
            {
                throw new InvalidDataException("A list of UIDs is damaged.");
            }

            for (uint i = 0; i < run; i++)
            {
                uids.Add(first + i);
            }

            last = first + (uint)run - 1;
        }

        return [.. uids];
    }
}
