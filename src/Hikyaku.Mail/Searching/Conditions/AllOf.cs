using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching.Conditions;

/// <summary>All conditions hold; without any, every message is found.</summary>
public sealed class AllOf : Condition
{
    private readonly Condition[] _conditions;

    /// <summary>The conditions; what costs less is asked first.</summary>
    public AllOf(IEnumerable<Condition> conditions) =>
        _conditions = [.. conditions.OrderBy(condition => condition.ReadsHeaders ? 1 : condition.ReadsMore ? 2 : 0)];

    internal override bool ReadsHeaders => Array.Exists(_conditions, condition => condition.ReadsHeaders);

    internal override bool ReadsMore => Array.Exists(_conditions, condition => condition.ReadsMore);

    internal override IEnumerable<IndexedCondition> Indexed => _conditions.SelectMany(condition => condition.Indexed);

    internal override IEnumerable<FuzzyHas> Fuzzy => _conditions.SelectMany(condition => condition.Fuzzy);

    internal override void Prepare(MailboxIndex index) => Array.ForEach(_conditions, condition => condition.Prepare(index));

    internal override Verdict Match(in Candidate message)
    {
        var all = Verdict.Yes;
        foreach (var condition in _conditions)
        {
            switch (condition.Match(message))
            {
                case Verdict.No: return Verdict.No;
                case Verdict.Open: all = Verdict.Open; break;
            }
        }

        return all;
    }
}
