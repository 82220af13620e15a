using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Searching.Conditions;

/// <summary>A system flag is set.</summary>
public sealed class FlagIs(MessageFlags flag) : Condition
{
    internal override Verdict Match(in Candidate message) => Of((message.Row.Flags & flag) != MessageFlags.None);
}
