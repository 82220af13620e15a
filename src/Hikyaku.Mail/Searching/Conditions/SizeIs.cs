namespace Hikyaku.Mail.Searching.Conditions;

/// <summary>The message is larger, or smaller, than so many octets.</summary>
public sealed class SizeIs(ulong octets, bool isLarger) : Condition
{
    internal override Verdict Match(in Candidate message) => Of(isLarger ? (ulong)message.Row.Size > octets : (ulong)message.Row.Size < octets);
}
