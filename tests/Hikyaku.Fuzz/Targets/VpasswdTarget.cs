using System.Text;
using Hikyaku.Formats.Vpopmail;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Lines of vpasswd: what was written reads back the same.</summary>
public sealed class VpasswdTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "vpasswd";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "tanaka:$1$sAlt1234$bccA33MzSnInTO7YLQore.:1:0:Tanaka:/home/v/tanaka:10485760S,1000C"u8.ToArray(),
        "a:x:2:4096::/h:NOQUOTA:clear"u8.ToArray(),
        "a:b:c"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        if (VpasswdLine.Parse(Encoding.Latin1.GetString(input), "a.test") is not { } user)
        {
            return;
        }

        var line = VpasswdLine.Write(user);
        if (VpasswdLine.Parse(line, "a.test") is not { } again || VpasswdLine.Write(again) != line || again.Name != user.Name || again.Hash != user.Hash
            || again.Flags != user.Flags || again.Directory != user.Directory || again.Quota != user.Quota)
        {
            throw new InvalidOperationException($"'{line}' does not read back");
        }
    }
}
