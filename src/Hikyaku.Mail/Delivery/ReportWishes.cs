using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Reports;
using Hikyaku.Mail.Routing;

namespace Hikyaku.Mail.Delivery;

/// <summary>What becomes of a sender's wishes about reports where mail is delivered, redirected or multiplied (RFC 3461 §5.2.7).</summary>
internal static class ReportWishes
{
    /// <summary>What to tell of success here; null: nothing, or the copy that goes on has the wish with it.</summary>
    public static ReportAction? SuccessOf(Routing.Routing routing)
    {
        if (!routing.Recipient.Notify.HasFlag(DsnNotify.Success))
        {
            return null;
        }

        if (routing.Routes.Any(route => IsOwnMailbox(route, routing.Recipient)))
        {
            return ReportAction.Delivered;
        }

        // RFC 3461 §5.2.7.1: an alias of one address passes the wish on. RFC 3461 §5.2.7.2: one of several tells that it was expanded.
        return Places(routing) > 1 ? ReportAction.Expanded : routing.Routes[0] is Route.Remote ? null : ReportAction.Delivered;
    }

    /// <summary>The recipient that copies for other places name: one report of success is enough.</summary>
    public static Recipient OfCopies(Routing.Routing routing)
    {
        var recipient = routing.Recipient;
        if (SuccessOf(routing) is null)
        {
            return recipient;
        }

        // Success alone means no report of failure either (RFC 3461 §4.1), which without it is NEVER.
        var rest = recipient.Notify & ~DsnNotify.Success;
        return recipient with { Notify = rest == DsnNotify.Unspecified ? DsnNotify.Never : rest };
    }

    private static int Places(Routing.Routing routing) => routing.Routes.Count + routing.Refused.Count;

    private static bool IsOwnMailbox(Route route, Recipient recipient) =>
        route is Route.LocalMailbox local && local.Account.Address == recipient.Address.Canonical;
}
