using Hikyaku.Mail.Delivery;

namespace Hikyaku.Mail.Routing;

/// <summary>Everywhere that mail for one recipient goes to, each place once.</summary>
/// <param name="Recipient">As the client named it.</param>
/// <param name="Routes">At least one; where some targets of an alias work, those that do not are left out.</param>
/// <param name="Refused">Why targets were left out.</param>
public sealed record Routing(Recipient Recipient, IReadOnlyList<Route> Routes, IReadOnlyList<SmtpStatus> Refused)
{
    /// <summary>The reason to refuse the recipient, or null when mail for it goes anywhere.</summary>
    public SmtpStatus? Refusal => Routes is [Route.Reject reject] ? reject.Status : null;

    /// <summary>Whether the client itself asks to relay to another server.</summary>
    public bool IsRelay => Routes is [Route.Remote { IsForward: false }];
}
