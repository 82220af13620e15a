using System.Text;

namespace Hikyaku.Mail.Store.Units;

/// <summary>Reads what <see cref="OctetWriter"/> wrote; octets that end too early are damage.</summary>
internal ref struct OctetReader(ReadOnlySpan<byte> octets)
{
    private ReadOnlySpan<byte> _rest = octets;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Octet()
    {
        if (_rest.IsEmpty)
        {
            throw new InvalidDataException("A unit of work ends too early.");
        }

        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var octet = Octet();
            value |= (ulong)(octet & 0x7f) << shift;
            if (octet < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number in a unit of work is too long.");
    }

    public long Signed()
    {
        var value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public string Text() => Encoding.UTF8.GetString(Counted());

    public byte[] Octets() => Counted().ToArray();

    private ReadOnlySpan<byte> Counted()
    {
        var length = Number();
        if (length > (ulong)_rest.Length)
        {
            throw new InvalidDataException("A text in a unit of work ends too early.");
        }

        var value = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return value;
    }
}
