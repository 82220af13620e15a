using System.Collections.Immutable;

namespace Hikyaku.Mail.Delivery;

/// <summary>
/// Which way mail goes. The closest pattern wins: the recipient, its domain, the closest <c>.domain</c> above that, then the same of the sender with
/// <c>from:</c>, then <c>*</c>; without any, the MX hosts of the recipient's domain take it.
/// </summary>
public sealed class RemoteRoutes
{
    private readonly ImmutableSortedDictionary<string, RemoteRoute> _routes;
    private readonly Dictionary<string, RemoteRoute> _byDestination = [];

    private RemoteRoutes(ImmutableSortedDictionary<string, RemoteRoute> routes, PinnedRoutes? pinned = null)
    {
        _routes = routes;
        foreach (var (destination, route) in pinned?.All ?? PinnedRoutes.None.All)
        {
            _byDestination[destination] = route;
        }

        foreach (var route in routes.Values.Where(route => !route.Hosts.IsEmpty))
        {
            _byDestination[route.DestinationOf("")] = route;
        }

        IsByAddress = routes.Keys.Any(RoutePattern.IsByAddress);
    }

    /// <summary>No routes: all mail goes to the MX hosts.</summary>
    public static RemoteRoutes None { get; } = new(ImmutableSortedDictionary.Create<string, RemoteRoute>(StringComparer.Ordinal));

    /// <summary>The routes by pattern.</summary>
    public IReadOnlyDictionary<string, RemoteRoute> All => _routes;

    /// <summary>Whether any route looks at more than the domain of the recipient.</summary>
    public bool IsByAddress { get; }

    /// <summary>Reads what <see cref="ToText"/> wrote: <c>pattern=route</c>, separated by spaces or line ends.</summary>
    public static bool TryParse(string text, out RemoteRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(text);
        routes = None;
        var read = ImmutableSortedDictionary.CreateBuilder<string, RemoteRoute>(StringComparer.Ordinal);
        foreach (var item in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = EndOfPattern(item);
            if (equals < 0 || !RoutePattern.TryNormalize(item[..equals], out var pattern) || !RemoteRoute.TryParse(item[(equals + 1)..], out var route))
            {
                return false;
            }

            read[pattern] = route;
        }

        routes = new RemoteRoutes(read.ToImmutable());
        return true;
    }

    /// <summary>Gives a pattern its one form.</summary>
    public static bool TryNormalize(string text, out string pattern)
    {
        ArgumentNullException.ThrowIfNull(text);
        return RoutePattern.TryNormalize(text, out pattern);
    }

    /// <summary>The routes with one more, or another one for the same pattern.</summary>
    public RemoteRoutes With(string pattern, RemoteRoute route) => new(_routes.SetItem(pattern, route));

    /// <summary>The routes without one.</summary>
    public RemoteRoutes Without(string pattern) => new(_routes.Remove(pattern));

    /// <summary>The routes with the MX hosts for domains that have no route of their own.</summary>
    public RemoteRoutes WithExchanges(IEnumerable<string> domains) =>
        new(_routes.AddRange(domains.Where(domain => !_routes.ContainsKey(domain)).Select(domain => KeyValuePair.Create(domain, RemoteRoute.Exchanges))));

    /// <summary>The routes with ways that no mail goes by unless an administrator sends it there.</summary>
    public RemoteRoutes With(PinnedRoutes pinned) => new(_routes, pinned);

    /// <summary>The pattern that mail goes by, or null where none is for it.</summary>
    public string? PatternOf(RoutedMail mail)
    {
        if (_routes.IsEmpty)
        {
            return null;
        }

        return (_routes.ContainsKey(mail.Target) ? mail.Target : null) ?? PatternOfDomain(mail.Domain, "") ?? PatternOfSender(mail.Sender)
            ?? (_routes.ContainsKey(RoutePattern.Everything) ? RoutePattern.Everything : null);
    }

    /// <summary>The way of mail, or null where no route is for it.</summary>
    public RemoteRoute? Find(RoutedMail mail) => PatternOf(mail) is { } pattern ? _routes[pattern] : null;

    /// <summary>The route that is set for just this domain, or null.</summary>
    public RemoteRoute? OfDomain(string domain) => _routes.GetValueOrDefault(domain);

    /// <summary>What the mail shares in the queue with other mail that goes the same way.</summary>
    public string DestinationOf(RoutedMail mail) => Find(mail)?.DestinationOf(mail.Domain) ?? mail.Domain;

    /// <summary>The route of a destination, or null when it is a domain.</summary>
    public RemoteRoute? OfDestination(string destination) => _byDestination.GetValueOrDefault(destination);

    /// <summary>The form for people, without passwords.</summary>
    public override string ToString() => string.Join('\n', _routes.Select(r => $"{r.Key}={r.Value}"));

    /// <summary>The lasting form, passwords included.</summary>
    public string ToText() => string.Join('\n', _routes.Select(r => $"{r.Key}={r.Value.ToText()}"));

    // A local part may hold '=', but not what follows it here.
    private static int EndOfPattern(string item)
    {
        var url = item.IndexOf("=smtp", StringComparison.Ordinal);
        while (url >= 0 && !IsUrl(item.AsSpan(url + 1)))
        {
            url = item.IndexOf("=smtp", url + 1, StringComparison.Ordinal);
        }

        return url >= 0 ? url : item.LastIndexOf("=mx", StringComparison.Ordinal);
    }

    private static bool IsUrl(ReadOnlySpan<char> text) =>
        text.StartsWith("smtp://", StringComparison.Ordinal) || text.StartsWith("smtps://", StringComparison.Ordinal);

    private string? PatternOfDomain(string domain, string prefix)
    {
        if (_routes.ContainsKey(prefix + domain))
        {
            return prefix + domain;
        }

        for (var dot = domain.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = domain.IndexOf('.', dot + 1))
        {
            if (_routes.ContainsKey(prefix + domain[dot..]))
            {
                return prefix + domain[dot..];
            }
        }

        return null;
    }

    private string? PatternOfSender(string? sender)
    {
        if (sender is null || !IsByAddress)
        {
            return null;
        }

        var pattern = RoutePattern.OfSender(sender);
        return _routes.ContainsKey(pattern) ? pattern
            : sender.Length > 0 ? PatternOfDomain(sender[(sender.LastIndexOf('@') + 1)..], RoutePattern.From) : null;
    }
}
