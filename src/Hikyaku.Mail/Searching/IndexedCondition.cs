using Hikyaku.Mail.Searching.Indexing;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching;

/// <summary>A condition that a full-text index can help: what it covers and does not name needs no reading.</summary>
public abstract class IndexedCondition : Condition
{
    private IndexAnswer? _answer;

    private protected IndexedCondition()
    {
    }

    /// <summary>What the index is asked; null when it can not help.</summary>
    internal abstract IndexQuestion? Question { get; }

    internal override bool ReadsMore => true;

    internal override IEnumerable<IndexedCondition> Indexed => Question is null ? [] : [this];

    internal override void Prepare(MailboxIndex index) => _answer = null;

    /// <summary>Takes what the index knows of the mailbox.</summary>
    internal void Take(IndexAnswer answer) => _answer = answer;

    /// <summary>What the index says; open when the message must be read.</summary>
    private protected Verdict Ask(uint uid, bool isExact) =>
        _answer is null || !_answer.Covered.Contains(uid) ? Verdict.Open
        : !_answer.Found.Contains(uid) ? Verdict.No
        : isExact ? Verdict.Yes : Verdict.Open;
}
