using Hikyaku.Formats.Authenticity;

namespace Hikyaku.Fuzz.Targets;

/// <summary>The key inside of a certificate that a stranger shows.</summary>
public sealed class TlsaTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "tlsa";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds => [Convert.FromHexString("30193017A003020102020101300030003000300030043002030030000300")];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        if (TlsaRecord.TryCutKey(input, out var key) && (key.IsEmpty || input.IndexOf(key) < 0))
        {
            throw new InvalidOperationException("A key that the certificate does not hold");
        }
    }
}
