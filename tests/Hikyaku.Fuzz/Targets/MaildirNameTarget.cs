using Hikyaku.Formats.Maildir;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Names of message files: what was written reads back the same.</summary>
public sealed class MaildirNameTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "maildir-name";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "1000000001.M1P1V1I1.old,S=30:2,SRa"u8.ToArray(),
        "x:1,F"u8.ToArray(),
        "1.2.host"u8.ToArray(),
        "a b,W=12:2,DFPRSTz"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        if (MaildirName.TryParse(input, out var name))
        {
            name.Number('S');
            var written = System.Text.Encoding.Latin1.GetBytes(name.ToString());
            if (!MaildirName.TryParse(written, out var again) || again != name)
            {
                throw new InvalidOperationException($"'{name}' does not read back");
            }
        }
    }
}
