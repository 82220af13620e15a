using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Hikyaku.Formats.ImapSyntax;

/// <summary>A sequence-set (RFC 9051 §9) of sequence numbers or UIDs; or "$", the saved search result (RFC 5182).</summary>
public sealed record SequenceSet(IReadOnlyList<SequenceRange> Ranges, bool IsSaved = false)
{
    private const int MaxRanges = 100_000;

    /// <summary>Reads a set from its octets; null when they are none.</summary>
    public static SequenceSet? Parse(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'$'])
        {
            return new SequenceSet([], IsSaved: true);
        }

        var ranges = new List<SequenceRange>();
        while (ranges.Count < MaxRanges && TakeNumber(ref text, out var first))
        {
            var last = first;
            if (text.Length > 0 && text[0] == ':')
            {
                text = text[1..];
                if (!TakeNumber(ref text, out last))
                {
                    return null;
                }
            }

            ranges.Add(new SequenceRange(first, last));
            if (text.Length == 0)
            {
                return new SequenceSet(ranges);
            }

            if (text[0] != ',')
            {
                return null;
            }

            text = text[1..];
        }

        return null;
    }

    /// <summary>The ranges as ascending, disjoint intervals, "*" being <paramref name="largest"/>.</summary>
    public List<SequenceRange> Resolve(uint largest)
    {
        var resolved = new List<SequenceRange>(Ranges.Count);
        foreach (var (a, b) in Ranges)
        {
            // RFC 9051 §9: "*" is the largest in use, and the order of a range does not matter.
            var first = a == 0 ? largest : a;
            var last = b == 0 ? largest : b;
            resolved.Add(first <= last ? new(first, last) : new(last, first));
        }

        resolved.Sort((x, y) => x.First.CompareTo(y.First));
        var kept = 0;
        for (var i = 1; i < resolved.Count; i++)
        {
            if (resolved[i].First <= (ulong)resolved[kept].Last + 1)
            {
                resolved[kept] = new(resolved[kept].First, Math.Max(resolved[kept].Last, resolved[i].Last));
            }
            else
            {
                resolved[++kept] = resolved[i];
            }
        }

        CollectionsMarshal.SetCount(resolved, Math.Min(resolved.Count, kept + 1));
        return resolved;
    }

    private static bool TakeNumber(ref ReadOnlySpan<byte> text, out uint number)
    {
        number = 0;
        if (text.Length > 0 && text[0] == '*')
        {
            text = text[1..];
            return true;
        }

        if (text.Length == 0 || text[0] is < (byte)'1' or > (byte)'9' || !Utf8Parser.TryParse(text, out number, out var used))
        {
            return false;
        }

        text = text[used..];
        return true;
    }
}
