using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.Routing;

/// <summary>Everywhere that mail for one recipient goes to, each place once.</summary>
/// <param name="Recipient">As the client named it.</param>
/// <param name="Routes">At least one.</param>
/// <param name="Refused">
/// Targets that take no mail now while others do: the queue keeps the message for them, tries again, and tells the sender when that fails.
/// </param>
public sealed record Routing(Recipient Recipient, IReadOnlyList<Route> Routes, IReadOnlyList<RefusedTarget> Refused)
{
    /// <summary>The reason to refuse the recipient, or null when mail for it goes anywhere.</summary>
    public SmtpStatus? Refusal => Routes is [Route.Reject reject] ? reject.Status : null;

    /// <summary>Whether the client itself asks to relay to another server.</summary>
    public bool IsRelay => Routes is [Route.Remote { ForwardedBy: null, Reason: RemoteReason.Foreign }];

    /// <summary>Whether mail for the recipient is taken here only to be passed on to the host that serves its domain.</summary>
    public bool IsPassedOn => Routes is [Route.Remote { ForwardedBy: null, Reason: not RemoteReason.Foreign }];
}
