using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching.Conditions;

/// <summary>A keyword is set, in any case.</summary>
public sealed class KeywordIs(string keyword) : Condition
{
    private readonly List<Verdict> _sets = [];
    private MailboxIndex? _index;

    internal override void Prepare(MailboxIndex index)
    {
        _index = index;
        _sets.Clear();
    }

    internal override Verdict Match(in Candidate message)
    {
        // Each set of keywords is looked at once.
        while (_sets.Count <= message.Row.KeywordSet)
        {
            _sets.Add(Of(_index!.KeywordSet(_sets.Count).Contains(keyword, StringComparer.OrdinalIgnoreCase)));
        }

        return _sets[message.Row.KeywordSet];
    }
}
