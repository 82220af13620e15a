using Hikyaku.Formats.Fronts;

namespace Hikyaku.Fuzz.Targets;

/// <summary>PROXY headers of both versions.</summary>
public sealed class ProxyHeaderTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "proxy-header";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "PROXY TCP4 192.0.2.1 192.0.2.2 40000 25\r\nEHLO a\r\n"u8.ToArray(),
        "PROXY TCP6 2001:db8::1 2001:db8::2 40000 25\r\n"u8.ToArray(),
        "PROXY UNKNOWN\r\n"u8.ToArray(),
        [.. "\r\n\r\n\0\r\nQUIT\n"u8, 0x20, 0, 0, 0],
        [.. "\r\n\r\n\0\r\nQUIT\n"u8, 0x21, 0x11, 0, 12, 192, 0, 2, 1, 192, 0, 2, 2, 0x9c, 0x40, 0, 25],
        [.. "\r\n\r\n\0\r\nQUIT\n"u8, 0x21, 0x11, 0, 30, 192, 0, 2, 1, 192, 0, 2, 2, 0x9c, 0x40, 0, 25, 0x20, 0, 15, 1, 0, 0, 0, 0, 0x21, 0, 7, .. "TLSv1.3"u8],
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var result = ProxyHeaderReader.Read(input);
        if (result.Header is not null && (result.Length is <= 0 or > ProxyHeaderReader.MaxLength || result.Length > input.Length))
        {
            throw new InvalidOperationException("A header is longer than what came");
        }

        // What came in one piece means the same when it comes in two.
        if (result.Header is { } header && (!ProxyHeaderReader.Read(input[..(result.Length - 1)]).NeedsMore || ProxyHeaderReader.Read(input[..result.Length]).Header != header))
        {
            throw new InvalidOperationException("A header depends on what follows it");
        }
    }
}
