namespace Hikyaku.Mail.Checks;

/// <summary>The client spoke before it was greeted (RFC 5321 §3.1 lets the server speak first).</summary>
internal sealed class EarlyTalker() : Check("early-talker", CheckStage.Connect)
{
    protected internal override bool Waits => false;

    protected internal override ValueTask<Finding?> Look(BorderVisit visit, CancellationToken cancellation) =>
        new(visit.SpokeEarly ? new Finding("the client spoke before the greeting") { Code = (5, 1) } : null);
}
