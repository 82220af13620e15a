using System.Text;
using Hikyaku.Formats.Vpopmail;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Quota texts, limits files and connection files.</summary>
public sealed class QuotaTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "quota";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "10485760S,1000C"u8.ToArray(),
        "10M"u8.ToArray(),
        "1mbs,1000C"u8.ToArray(),
        "107374182400S,100000"u8.ToArray(),
        "maxpopaccounts: 50\nquota 2048\ndisable_pop\n"u8.ToArray(),
        "localhost|0|vpopmail|secret|vpopmail\n"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var text = Encoding.Latin1.GetString(input);
        var quota = QuotaText.Parse(text);
        var again = QuotaText.Parse(QuotaText.Write(quota.Bytes, quota.Messages));
        if (quota.Bytes < 0 || quota.Messages < 0 || (!again.IsSuspect && (again.Bytes != quota.Bytes || again.Messages != quota.Messages)))
        {
            throw new InvalidOperationException($"'{quota}' does not read back");
        }

        _ = VpopmailLimits.ParseFile(text).DiskQuota;
        ConnectionFile.Parse(text);
    }
}
