using System.Buffers.Binary;
using System.Text;

namespace Hikyaku.InteropTests.Migration;

/// <summary>Writes D. J. Bernstein's constant database, as cdbmake does.</summary>
internal static class CdbFile
{
    public static byte[] Write(IEnumerable<(string Key, string Data)> records)
    {
        var body = new List<byte>(new byte[2048]);
        var tables = new List<(uint Hash, uint Position)>[256];
        foreach (var (key, data) in records)
        {
            var octets = Encoding.Latin1.GetBytes(key);
            var hash = 5381u;
            foreach (var octet in octets)
            {
                hash = ((hash << 5) + hash) ^ octet;
            }

            (tables[hash & 255] ??= []).Add((hash, (uint)body.Count));
            Number(body, (uint)octets.Length);
            Number(body, (uint)Encoding.Latin1.GetByteCount(data));
            body.AddRange(octets);
            body.AddRange(Encoding.Latin1.GetBytes(data));
        }

        var header = new List<byte>();
        foreach (var table in tables)
        {
            Number(header, (uint)body.Count);
            Number(header, (uint)(2 * (table?.Count ?? 0)));
            body.AddRange(Slots(table ?? []));
        }

        return [.. header, .. body[2048..]];
    }

    private static byte[] Slots(List<(uint Hash, uint Position)> table)
    {
        var length = 2 * table.Count;
        var slots = new byte[8 * length];
        foreach (var (hash, position) in table)
        {
            var at = (int)((hash >> 8) % (uint)length);
            while (BinaryPrimitives.ReadUInt32LittleEndian(slots.AsSpan((8 * at) + 4)) != 0)
            {
                at = (at + 1) % length;
            }

            BinaryPrimitives.WriteUInt32LittleEndian(slots.AsSpan(8 * at), hash);
            BinaryPrimitives.WriteUInt32LittleEndian(slots.AsSpan((8 * at) + 4), position);
        }

        return slots;
    }

    private static void Number(List<byte> octets, uint number)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(four, number);
        octets.AddRange(four);
    }
}
