using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Hikyaku.Formats.Fronts;

/// <summary>Version 2 of the PROXY protocol: a binary header, then type-length-value fields.</summary>
internal static class ProxyVersion2
{
    private const byte TypeSsl = 0x20;
    private const byte SslVersion = 0x21;
    private const byte SslCipher = 0x23;
    private const byte ClientUsedSsl = 0x01;

    private static readonly SearchValues<byte> NameMarks =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"u8);

    public static ProxyHeaderResult Read(ReadOnlySpan<byte> octets, int signature)
    {
        var fixedPart = signature + 4;
        if (octets.Length < fixedPart)
            return ProxyHeaderResult.Incomplete;

        var (command, family) = (octets[signature], octets[signature + 1]);
        var length = fixedPart + BinaryPrimitives.ReadUInt16BigEndian(octets[(signature + 2)..]);
        if (command is not (0x20 or 0x21))
            return ProxyHeaderResult.Wrong("its version or command is not known");
        if (length > ProxyHeaderReader.MaxLength)
            return ProxyHeaderResult.Wrong($"it announces {length} octets, more than {ProxyHeaderReader.MaxLength}");
        if (octets.Length < length)
            return ProxyHeaderResult.Incomplete;

        var isLocal = command == 0x20;
        var header = isLocal ? new ProxyHeader(null, null) : Header(family, octets[fixedPart..length]);
        return header is null ? ProxyHeaderResult.Wrong("its addresses or fields are cut off") : new ProxyHeaderResult(header, length, null);
    }

    // Families that have no addresses for us (unspecified, UNIX, datagrams) leave those of the front in force.
    private static ProxyHeader? Header(byte family, ReadOnlySpan<byte> rest) => family switch
    {
        0x11 => Header(4, rest),
        0x21 => Header(16, rest),
        _ => new ProxyHeader(null, null),
    };

    private static ProxyHeader? Header(int octets, ReadOnlySpan<byte> rest)
    {
        var length = (2 * octets) + 4;
        if (rest.Length < length || !TryReadTls(rest[length..], out var tls))
            return null;

        var ports = rest[(2 * octets)..];
        return new ProxyHeader(
            new IPEndPoint(new IPAddress(rest[..octets]), BinaryPrimitives.ReadUInt16BigEndian(ports)),
            new IPEndPoint(new IPAddress(rest[octets..(2 * octets)]), BinaryPrimitives.ReadUInt16BigEndian(ports[2..])))
        {
            Tls = tls,
        };
    }

    private static bool TryReadTls(ReadOnlySpan<byte> fields, out ProxyTls? tls)
    {
        tls = null;
        while (!fields.IsEmpty)
        {
            if (!TryCut(ref fields, out var type, out var value))
                return false;
            if (type == TypeSsl && !TryReadSsl(value, out tls))
                return false;
        }

        return true;
    }

    // One octet of flags, four of the result of the client's certificate, then fields again.
    private static bool TryReadSsl(ReadOnlySpan<byte> value, out ProxyTls? tls)
    {
        tls = null;
        if (value.Length < 5)
            return false;

        var isUsed = (value[0] & ClientUsedSsl) != 0;
        var (version, cipher) = ("", "");
        value = value[5..];
        while (!value.IsEmpty)
        {
            if (!TryCut(ref value, out var type, out var text))
                return false;
            if (type == SslVersion)
                version = Printable(text);
            else if (type == SslCipher)
                cipher = Printable(text);
        }

        tls = isUsed ? new ProxyTls(version, cipher) : null;
        return true;
    }

    private static bool TryCut(ref ReadOnlySpan<byte> fields, out byte type, out ReadOnlySpan<byte> value)
    {
        type = 0;
        value = default;
        if (fields.Length < 3)
            return false;

        var length = BinaryPrimitives.ReadUInt16BigEndian(fields[1..]);
        if (fields.Length < 3 + length)
            return false;

        type = fields[0];
        value = fields.Slice(3, length);
        fields = fields[(3 + length)..];
        return true;
    }

    // It goes into a Received field: letters, digits and the marks of names of ciphers, nothing else.
    private static string Printable(ReadOnlySpan<byte> text)
    {
        var kept = text[..Math.Min(text.Length, 64)];
        return kept.IndexOfAnyExcept(NameMarks) < 0 ? Encoding.ASCII.GetString(kept) : "";
    }
}
