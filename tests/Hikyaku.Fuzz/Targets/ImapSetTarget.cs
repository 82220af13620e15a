using Hikyaku.Formats.ImapSyntax;

namespace Hikyaku.Fuzz.Targets;

/// <summary>A set resolves to ascending ranges that do not touch, and every range lies within the numbers that were given.</summary>
public sealed class ImapSetTarget : FuzzTarget
{
    public override string Name => "imap-set";

    public override IEnumerable<byte[]> Seeds => ["1:3,7,*:9"u8.ToArray(), "4294967295,1:*"u8.ToArray(), "$"u8.ToArray()];

    public override void Run(ReadOnlySpan<byte> input)
    {
        if (SequenceSet.Parse(input) is not { IsSaved: false } set)
        {
            return;
        }

        var ranges = set.Resolve(20);
        for (var i = 0; i < ranges.Count; i++)
        {
            if (ranges[i].First > ranges[i].Last || (i > 0 && ranges[i].First <= (ulong)ranges[i - 1].Last + 1))
            {
                throw new InvalidOperationException("The ranges are not ascending or touch.");
            }
        }

        if (ranges.Count == 0)
        {
            throw new InvalidOperationException("A set has no numbers.");
        }
    }
}
