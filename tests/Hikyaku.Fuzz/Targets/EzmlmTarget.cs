using System.Text;
using Hikyaku.Formats.Ezmlm;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Options and subscribers of ezmlm lists.</summary>
public sealed class EzmlmTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "ezmlm-config";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "F:-aBcDeFGhIjKlMnOpQrStUvWxYz\nX:\nD:/h/news\n5:owner@a.test\n"u8.ToArray(),
        "Ta@b.test\0Tc@d.test\0"u8.ToArray(),
        "ezmlm"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var text = Encoding.Latin1.GetString(input);
        EzmlmOptions.FromConfig(text);
        EzmlmOptions.ConfigLine(text, '5');
        foreach (var address in SubscriberFile.Parse(input).Addresses)
        {
            if (SubscriberFile.FileName(address) is < '@' or > 't')
            {
                throw new InvalidOperationException($"'{address}' has no file");
            }
        }
    }
}
