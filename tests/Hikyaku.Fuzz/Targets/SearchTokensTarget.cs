using System.Text;
using Hikyaku.Formats.Text;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Every part of a text has only tokens that the text has.</summary>
public sealed class SearchTokensTarget : FuzzTarget
{
    public override string Name => "search-tokens";

    public override IEnumerable<byte[]> Seeds => ["hello, world 会議室 カﾞ"u8.ToArray(), "𠮷野家😀abc"u8.ToArray(), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"u8.ToArray()];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var text = UnicodeCasemap.Fold(Encoding.UTF8.GetString(input[..Math.Min(input.Length, 2000)]));
        var tokens = new HashSet<string>();
        var reader = new SearchTokens(token => tokens.Add(token));
        reader.Add(text);
        reader.Complete();
        var needle = text.Substring(text.Length / 3, text.Length / 3);
        if (!new NeedleTokens(needle).All.All(wanted => tokens.Any(wanted.Fits)))
        {
            throw new InvalidOperationException("A part of the text is not found by its tokens.");
        }
    }
}
