namespace Hikyaku.Mail.Searching.Conditions;

/// <summary>The UID is in one of some ranges.</summary>
public sealed class UidIn : Condition
{
    private readonly uint[] _firsts;
    private readonly uint[] _lasts;

    /// <summary>The ranges are ascending and disjoint; first and last belong to a range.</summary>
    public UidIn(IReadOnlyList<(uint First, uint Last)> ranges) =>
        (_firsts, _lasts) = ([.. ranges.Select(range => range.First)], [.. ranges.Select(range => range.Last)]);

    internal override Verdict Match(in Candidate message)
    {
        var at = Array.BinarySearch(_firsts, message.Row.Uid);
        at = at < 0 ? ~at - 1 : at;
        return Of(at >= 0 && message.Row.Uid <= _lasts[at]);
    }
}
