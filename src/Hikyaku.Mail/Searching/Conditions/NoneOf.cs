using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching.Conditions;

/// <summary>The condition does not hold.</summary>
public sealed class NoneOf(Condition condition) : Condition
{
    internal override bool ReadsHeaders => condition.ReadsHeaders;

    internal override bool ReadsMore => condition.ReadsMore;

    internal override IEnumerable<IndexedCondition> Indexed => condition.Indexed;

    internal override IEnumerable<FuzzyHas> Fuzzy => condition.Fuzzy;

    internal override void Prepare(MailboxIndex index) => condition.Prepare(index);

    internal override Verdict Match(in Candidate message) => condition.Match(message) switch
    {
        Verdict.Yes => Verdict.No,
        Verdict.No => Verdict.Yes,
        _ => Verdict.Open,
    };
}
