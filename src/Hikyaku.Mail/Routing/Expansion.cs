using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Routing;

/// <summary>One recipient's expansion while it grows.</summary>
internal sealed class Expansion(RoutingLimits limits, long size)
{
    private readonly HashSet<string> _seen = [];
    private readonly List<Route> _routes = [];
    private readonly List<RefusedTarget> _refused = [];

    /// <summary>The octets that a mailbox must have room for.</summary>
    public long Size => size;

    /// <summary>Whether to follow an address: not seen before, and within the limits.</summary>
    public bool Enter(Address address, int depth)
    {
        if (depth > limits.Depth)
        {
            Refuse(address, SmtpStatus.RoutingLoop);
        }
        else if (_seen.Count >= limits.Addresses)
        {
            Refuse(address, SmtpStatus.TooManyTargets);
        }
        else
        {
            return _seen.Add(address.Canonical);
        }

        return false;
    }

    /// <summary>Whether the domain takes mail; otherwise the address is refused.</summary>
    public bool IsServed(Address address, Domain domain)
    {
        if (!domain.IsActive)
        {
            Refuse(address, SmtpStatus.DomainNotLive);
        }

        return domain.IsActive;
    }

    public void Add(Route route)
    {
        // An account reached by two names gets one copy.
        if (route is not Route.LocalMailbox local || !_routes.Exists(other => other is Route.LocalMailbox known && known.Account.Id == local.Account.Id))
        {
            _routes.Add(route);
        }
    }

    public void Refuse(Address address, SmtpStatus status) => _refused.Add(new RefusedTarget(address, status));

    public Routing ToRouting(Recipient recipient)
    {
        if (_routes.Count > 0)
        {
            return new Routing(recipient, _routes, _refused);
        }

        // When every way is refused, a passing reason wins: the sender tries again. Nothing at all is a loop of aliases.
        var status = _refused.Find(target => target.Status.IsTransient)?.Status ?? (_refused.Count > 0 ? _refused[0].Status : SmtpStatus.RoutingLoop);
        return new Routing(recipient, [new Route.Reject(status)], []);
    }
}
