namespace Hikyaku.Mail.Checks;

/// <summary>The client sent its next command before the answer to one that ends a group, or without having been told that it may.</summary>
/// <remarks>Standards: RFC 2920 §3.1; without PIPELINING, RFC 5321 §2.1: one command, one answer.</remarks>
internal sealed class UnaskedCommands() : Check("unasked-commands", CheckStage.RcptTo)
{
    protected internal override bool Waits => false;

    protected internal override ValueTask<Finding?> Look(BorderVisit visit, CancellationToken cancellation) =>
        new(visit.SpokeUnasked ? new Finding("the client does not wait for answers") { Code = (5, 1) } : null);
}
