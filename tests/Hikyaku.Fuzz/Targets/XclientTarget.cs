using Hikyaku.Formats.Fronts;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Arguments of XCLIENT.</summary>
public sealed class XclientTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "xclient";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "NAME=spike.example.test ADDR=192.0.2.1 PORT=40000 PROTO=ESMTP HELO=spike"u8.ToArray(),
        "ADDR=IPV6:2001:db8::1 LOGIN=user+40example.test DESTADDR=192.0.2.2 DESTPORT=587"u8.ToArray(),
        "NAME=[UNAVAILABLE] ADDR=[TEMPUNAVAIL]"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        if (XclientArguments.TryParse(input, out var client) && (client.Helo ?? client.Login ?? "").AsSpan().ContainsAny('\r', '\n'))
        {
            throw new InvalidOperationException("A line end came through");
        }
    }
}
