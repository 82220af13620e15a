using Hikyaku.Formats.Mime;
using Hikyaku.Mail.Searching;

namespace Hikyaku.Fuzz.Targets;

/// <summary>A stored header row of any octets is unknown or can be read to its end.</summary>
public sealed class HeaderRowTarget : FuzzTarget
{
    public override string Name => "header-row";

    public override IEnumerable<byte[]> Seeds => [HeaderRow.Write(new HeaderColumns { Subject = "Re: one", From = "A", References = "a@b c@d" }), [1, 0, 0, 0]];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var row = HeaderRow.Read(input);
        foreach (var text in row.IsKnown ? Enum.GetValues<HeaderText>() : [])
        {
            _ = row.Text(text).Length;
        }
    }
}
