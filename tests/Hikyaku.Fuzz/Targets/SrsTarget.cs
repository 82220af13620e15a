using Hikyaku.Formats.Addresses;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Rewritten senders: whatever parses, is written as it was read.</summary>
public sealed class SrsTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "srs";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "SRS0=ABCDEFGH=AB=sender.test=bob@ours.test"u8.ToArray(),
        "srs1+ABCDEFGHAB=first.test==abcd=TT=origin.test=bob@ours.test"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        if (!Address.TryParse(input, out var address) || !SrsLocalPart.TryParse(address.LocalPart, out var srs))
        {
            return;
        }

        const int separator = 4;
        var written = srs.IsSecondHand ? SrsLocalPart.WriteSecondHand(srs.Proof, srs.Domain, srs.Inner) : SrsLocalPart.Write(srs.Proof, srs.Time, srs.Domain, srs.Inner);
        if (!string.Equals(written[(separator + 1)..], address.LocalPart[(separator + 1)..], StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"'{address}' does not read back");
        }
    }
}
