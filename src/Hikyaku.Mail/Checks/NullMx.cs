using Hikyaku.Mail.Resolving;

namespace Hikyaku.Mail.Checks;

/// <summary>The sender's domain says that it takes no mail, so that neither reply nor report can reach it.</summary>
/// <remarks>Standards: RFC 7505 §4.2.</remarks>
internal sealed class NullMx(IDnsResolver dns) : Check("null-mx", CheckStage.MailFrom)
{
    protected internal override async ValueTask<Finding?> Look(BorderVisit visit, CancellationToken cancellation)
    {
        if (visit.ReversePath is not { } sender || sender.Domain.StartsWith('['))
        {
            return null;
        }

        // RFC 7505 §3: the null MX stands alone.
        var exchanges = await dns.Mx(sender.Domain, cancellation);
        return exchanges.Records is [{ IsNull: true }] ? new Finding($"the sender's domain {sender.Domain} takes no mail (null MX)") { Code = (7, 27) } : null;
    }
}
