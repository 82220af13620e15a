using System.Buffers;
using System.Text;

namespace Hikyaku.Mail.Store.Units;

/// <summary>Writes numbers as LEB128 and text as UTF-8 with its length.</summary>
internal readonly ref struct OctetWriter(IBufferWriter<byte> output)
{
    public void Octet(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    public void Number(ulong value)
    {
        var span = output.GetSpan(10);
        var used = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[used++] = (byte)(value | 0x80);
        }

        span[used++] = (byte)value;
        output.Advance(used);
    }

    // Zigzag, so that small negative numbers stay short.
    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    public void Octets(ReadOnlySpan<byte> value)
    {
        Number((ulong)value.Length);
        output.Write(value);
    }

    public void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Number((ulong)length);
        Encoding.UTF8.GetBytes(value, output.GetSpan(length));
        output.Advance(length);
    }
}
