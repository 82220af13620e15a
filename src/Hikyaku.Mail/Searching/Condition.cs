using Hikyaku.Mail.Searching.Conditions;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching;

/// <summary>
/// A condition of a search. It is asked up to three times: with the mailbox's arrays alone, with the stored header row, and with the message's text;
/// the first certain answer counts. It keeps what it has worked out for one mailbox, so that it serves one search at a time.
/// </summary>
public abstract class Condition
{
    private protected Condition()
    {
    }

    /// <summary>Whether the header row can decide something.</summary>
    internal virtual bool ReadsHeaders => false;

    /// <summary>Whether the arrays can leave it open.</summary>
    internal virtual bool ReadsMore => ReadsHeaders;

    /// <summary>The conditions in it that a full-text index can help.</summary>
    internal virtual IEnumerable<IndexedCondition> Indexed => [];

    /// <summary>The forgiving conditions in it.</summary>
    internal virtual IEnumerable<FuzzyHas> Fuzzy => [];

    /// <summary>How well a message fits that was found, from 1 to 100 (RFC 6203 §4): the mean of all forgiving conditions that it meets.</summary>
    public int Score(uint uid)
    {
        var scores = Fuzzy.Where(part => part.Found.ContainsKey(uid)).Select(part => part.Found[uid]).ToList();
        return scores.Count == 0 ? 100 : scores.Sum() / scores.Count;
    }

    /// <summary>Turns to a mailbox.</summary>
    internal virtual void Prepare(MailboxIndex index)
    {
    }

    internal abstract Verdict Match(in Candidate message);

    private protected static Verdict Of(bool holds) => holds ? Verdict.Yes : Verdict.No;
}
