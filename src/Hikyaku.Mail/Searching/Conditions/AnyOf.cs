using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching.Conditions;

/// <summary>One of two conditions holds.</summary>
public sealed class AnyOf(Condition first, Condition second) : Condition
{
    internal override bool ReadsHeaders => first.ReadsHeaders || second.ReadsHeaders;

    internal override bool ReadsMore => first.ReadsMore || second.ReadsMore;

    internal override IEnumerable<IndexedCondition> Indexed => first.Indexed.Concat(second.Indexed);

    internal override IEnumerable<FuzzyHas> Fuzzy => first.Fuzzy.Concat(second.Fuzzy);

    internal override void Prepare(MailboxIndex index)
    {
        first.Prepare(index);
        second.Prepare(index);
    }

    internal override Verdict Match(in Candidate message)
    {
        var one = first.Match(message);
        if (one == Verdict.Yes)
        {
            return one;
        }

        var other = second.Match(message);
        return one == Verdict.No || other == Verdict.Yes ? other : Verdict.Open;
    }
}
