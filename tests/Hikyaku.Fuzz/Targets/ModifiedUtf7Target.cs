using System.Text;
using Hikyaku.Formats.Text;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Mailbox names: modified UTF-7 that decodes has only one spelling.</summary>
public sealed class ModifiedUtf7Target : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "modified-utf7";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds => ["&ZeVnLIqe-/A&-B"u8.ToArray(), "&2D3eAA-"u8.ToArray()];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var text = Encoding.Latin1.GetString(input);
        if (ModifiedUtf7.TryDecode(text, out var name) && ModifiedUtf7.Encode(name) is var again
            && (!ModifiedUtf7.TryDecode(again, out var twice) || !string.Equals(twice, name, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"'{text}' does not read back");
        }
    }
}
