using System.Collections.Immutable;
using System.Globalization;

namespace Hikyaku.Mail.Checks;

/// <summary>What the checks say about a message that is taken.</summary>
/// <param name="Score">The sum of the weights.</param>
/// <param name="IsJunk">It is marked as junk.</param>
/// <param name="Findings">All that was found, in order.</param>
public sealed record Verdict(int Score, bool IsJunk, ImmutableArray<Finding> Findings)
{
    /// <summary>Nothing was found.</summary>
    public static Verdict Nothing { get; } = new(0, false, []);

    /// <summary>The header fields that the message gets, whole lines with CRLF: what findings bring, and X-Spam-Status, as mail programs and Sieve scripts know it, on
    /// marked mail. Empty for most mail.</summary>
    /// <param name="required">The score that marks.</param>
    public string Fields(int required) => string.Concat(Findings.Select(finding => finding.Fields)) + (IsJunk ? Mark(required) : "");

    private string Mark(int required) => string.Create(
        CultureInfo.InvariantCulture,
        $"X-Spam-Status: Yes, score={Score} required={required}\r\n\ttests={string.Join(",\r\n\t", Findings.Select(finding => finding.Check).Distinct(StringComparer.Ordinal))}\r\n");
}
