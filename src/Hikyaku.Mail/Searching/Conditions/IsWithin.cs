namespace Hikyaku.Mail.Searching.Conditions;

/// <summary>The internal date is within some seconds of now, or is not (RFC 5032).</summary>
public sealed class IsWithin(DateTimeOffset now, uint seconds, bool isYounger) : Condition
{
    private readonly long _since = now.ToUnixTimeSeconds() - seconds;

    internal override Verdict Match(in Candidate message) => Of(message.Row.InternalDate >= _since == isYounger);
}
