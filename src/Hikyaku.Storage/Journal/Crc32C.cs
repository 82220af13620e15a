using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Hikyaku.Storage.Journal;

/// <summary>CRC-32C (Castagnoli), which the processor computes.</summary>
internal static class Crc32C
{
    public const uint Start = 0xFFFFFFFF;

    public static uint Append(uint crc, ReadOnlySpan<byte> octets)
    {
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(octets))
        {
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (var octet in octets[(octets.Length & ~7)..])
        {
            crc = BitOperations.Crc32C(crc, octet);
        }

        return crc;
    }
}
