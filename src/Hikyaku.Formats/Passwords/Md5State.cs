using System.Buffers.Binary;
using System.Numerics;

namespace Hikyaku.Formats.Passwords;

/// <summary>The compression function of MD5 (RFC 1321 §3.4) with its state in the open, which no library shows.</summary>
internal sealed class Md5State
{
    private static readonly int[] Shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
    private static readonly uint[] Sines = [.. Enumerable.Range(1, 64).Select(i => (uint)(long)Math.Floor(Math.Abs(Math.Sin(i)) * 4294967296.0))];
    private uint _a = 0x67452301;
    private uint _b = 0xefcdab89;
    private uint _c = 0x98badcfe;
    private uint _d = 0x10325476;

    /// <summary>Takes one block of 64 octets.</summary>
    public void Add(ReadOnlySpan<byte> block)
    {
        var (a, b, c, d) = (_a, _b, _c, _d);
        for (var i = 0; i < 64; i++)
        {
            var (mix, word) = (i / 16) switch
            {
                0 => ((b & c) | (~b & d), i),
                1 => ((d & b) | (~d & c), ((5 * i) + 1) % 16),
                2 => (b ^ c ^ d, ((3 * i) + 5) % 16),
                _ => (c ^ (b | ~d), 7 * i % 16),
            };
            var sum = a + mix + Sines[i] + BinaryPrimitives.ReadUInt32LittleEndian(block[(word * 4)..]);
            (a, b, c, d) = (d, b + BitOperations.RotateLeft(sum, Shifts[(i / 16 * 4) + (i % 4)]), b, c);
        }

        (_a, _b, _c, _d) = (_a + a, _b + b, _c + c, _d + d);
    }

    /// <summary>Writes the 16 octets of the state.</summary>
    public void Write(Span<byte> state)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(state, _a);
        BinaryPrimitives.WriteUInt32LittleEndian(state[4..], _b);
        BinaryPrimitives.WriteUInt32LittleEndian(state[8..], _c);
        BinaryPrimitives.WriteUInt32LittleEndian(state[12..], _d);
    }
}
