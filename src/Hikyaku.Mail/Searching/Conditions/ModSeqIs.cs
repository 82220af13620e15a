namespace Hikyaku.Mail.Searching.Conditions;

/// <summary>The modseq is at least that.</summary>
public sealed class ModSeqIs(ulong least) : Condition
{
    internal override Verdict Match(in Candidate message) => Of(message.Row.ModSeq >= least);
}
