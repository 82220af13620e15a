using System.Text;
using Hikyaku.Formats.ImapSyntax;
using Hikyaku.Mail.Sharing;

namespace Hikyaku.Fuzz.Targets;

public sealed class RightsTarget : FuzzTarget
{
    public override string Name => "imap-rights";

    public override IEnumerable<byte[]> Seeds => ["lrswipkxtea"u8.ToArray(), "cd"u8.ToArray(), "-a17"u8.ToArray(), "d3"u8.ToArray(), "*"u8.ToArray()];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (RightsText.TryParse(text, out var rights) && (!RightsText.TryParse(RightsText.Format(rights), out var again) || again != rights))
        {
            throw new InvalidOperationException("Rights that were written are read otherwise.");
        }

        var grantee = Grantee.Parse(text);
        if (grantee.ToString() != text || (grantee.Account is not null && grantee.Domain is not null))
        {
            throw new InvalidOperationException("Someone who was written is read as another.");
        }
    }
}
