using System.Collections.Immutable;

using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.Checks;

/// <summary>What follows from findings for the mail of one domain of ours.</summary>
/// <param name="Status">Why it is not taken, or null.</param>
/// <param name="Refusing">The checks by which it is not.</param>
/// <param name="Excused">The checks from which the domain has an exception.</param>
internal sealed record CheckDecision(SmtpStatus? Status, ImmutableArray<string> Refusing, ImmutableArray<string> Excused)
{
    private const int MaxReasons = 300;

    public static CheckDecision Of(BorderVisit visit, IReadOnlyList<Finding> findings, string domain, Settings.Settings settings)
    {
        var exceptions = settings.Get(CheckSettings.Exceptions);
        List<Finding> counted = new(findings.Count);
        var excused = ImmutableArray.CreateBuilder<string>();
        foreach (var finding in findings)
        {
            if (exceptions.Cover(finding.Check, visit, domain))
            {
                excused.Add(finding.Check);
            }
            else
            {
                counted.Add(finding);
            }
        }

        var deciding = counted.Find(finding => finding.Status is { IsPermanent: true }) ?? counted.Find(finding => finding.Status is not null);
        return deciding is not null ? new CheckDecision(deciding.Status, [deciding.Check], excused.ToImmutable())
            : OfScore(counted, settings) is { } status ? new CheckDecision(status, [.. counted.Where(finding => finding.Is(CheckAction.Score)).Select(finding => finding.Check)], excused.ToImmutable())
            : new CheckDecision(null, [], excused.ToImmutable());
    }

    /// <summary>The sum of the weights.</summary>
    public static int Sum(IEnumerable<Finding> findings) => findings.Where(finding => finding.Action == CheckAction.Score).Sum(finding => finding.Weight);

    /// <summary>Whether a score comes up to a threshold that is set.</summary>
    public static bool Reaches(int score, Settings.Setting<int> threshold, Settings.Settings settings) => settings.Get(threshold) is > 0 and var least && score >= least;

    private static SmtpStatus? OfScore(List<Finding> counted, Settings.Settings settings)
    {
        var score = Sum(counted);
        return Reaches(score, CheckSettings.RefuseScore, settings) ? new SmtpStatus(550, new(5, 7, 1), "Refused: " + Reasons(counted)) { Check = BorderChecks.Score }
            : Reaches(score, CheckSettings.DeferScore, settings) ? new SmtpStatus(450, new(4, 7, 1), "Try again later: " + Reasons(counted)) { Check = BorderChecks.Score }
            : null;
    }

    private static string Reasons(List<Finding> counted)
    {
        var text = string.Join("; ", counted.Where(finding => finding.Is(CheckAction.Score)).Select(finding => finding.Reason));
        return text.Length > MaxReasons ? text[..MaxReasons] : text;
    }
}
