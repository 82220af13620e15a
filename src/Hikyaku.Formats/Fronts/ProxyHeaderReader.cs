namespace Hikyaku.Formats.Fronts;

/// <summary>Reads the header of the PROXY protocol, versions 1 and 2, which a front sends before the client's first octet.</summary>
public static class ProxyHeaderReader
{
    /// <summary>The longest header that is taken, in octets: version 2 could announce 64 KiB, and no front uses them.</summary>
    public const int MaxLength = 4096;

    private static ReadOnlySpan<byte> Signature1 => "PROXY "u8;

    private static ReadOnlySpan<byte> Signature2 => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>Reads a header from the first octets of a connection.</summary>
    public static ProxyHeaderResult Read(ReadOnlySpan<byte> octets)
    {
        if (octets.StartsWith(Signature2))
            return ProxyVersion2.Read(octets, Signature2.Length);
        if (octets.StartsWith(Signature1))
            return ProxyVersion1.Read(octets);

        return Signature1.StartsWith(octets) || Signature2.StartsWith(octets)
            ? ProxyHeaderResult.Incomplete
            : ProxyHeaderResult.Wrong("it does not begin with the signature of the PROXY protocol");
    }
}
