using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Hikyaku.Mail.Store;

/// <summary>CRC-32C (Castagnoli), which the processor computes: octets may come in any pieces.</summary>
public static class Crc32C
{
    /// <summary>The state before the first octet.</summary>
    public const uint Start = 0xFFFFFFFF;
    private const int Piece = 64 * 1024;

    /// <summary>The state after more octets.</summary>
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

    /// <summary>The check of octets.</summary>
    public static uint Of(ReadOnlySpan<byte> octets) => End(Append(Start, octets));

    /// <summary>The check of all octets of a stream.</summary>
    public static uint Of(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            var crc = Start;
            while (stream.Read(piece) is var count and > 0)
            {
                crc = Append(crc, piece.AsSpan(0, count));
            }

            return End(crc);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    /// <summary>The check that a state stands for.</summary>
    public static uint End(uint crc) => ~crc;
}
