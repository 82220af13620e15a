using System.Collections.Immutable;

namespace Hikyaku.Mail.Delivery;

/// <summary>Ways by smart hosts that administrators chose for single messages of the queue, by their destinations.</summary>
/// <remarks>Limits: <see cref="Most"/> ways.</remarks>
public sealed class PinnedRoutes
{
    /// <summary>The most ways at once.</summary>
    public const int Most = 1000;

    private readonly ImmutableSortedDictionary<string, RemoteRoute> _routes;

    private PinnedRoutes(ImmutableSortedDictionary<string, RemoteRoute> routes) => _routes = routes;

    /// <summary>No ways.</summary>
    public static PinnedRoutes None { get; } = new(ImmutableSortedDictionary.Create<string, RemoteRoute>(StringComparer.Ordinal));

    /// <summary>The ways by destination.</summary>
    public IReadOnlyDictionary<string, RemoteRoute> All => _routes;

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static bool TryParse(string text, out PinnedRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(text);
        routes = None;
        foreach (var item in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!RemoteRoute.TryParse(item, out var route) || route.Hosts.IsEmpty || routes.All.Count == Most)
            {
                return false;
            }

            routes = routes.With(route);
        }

        return true;
    }

    /// <summary>The ways with one more, or with another sign-in for the same hosts. One by MX hosts needs no place here.</summary>
    public PinnedRoutes With(RemoteRoute route)
    {
        ArgumentNullException.ThrowIfNull(route);
        return route.Hosts.IsEmpty ? this : new PinnedRoutes(_routes.SetItem(route.DestinationOf(""), route));
    }

    /// <summary>The ways to these destinations alone.</summary>
    public PinnedRoutes Only(IEnumerable<string> destinations)
    {
        var kept = destinations.ToHashSet(StringComparer.Ordinal);
        return new PinnedRoutes(_routes.RemoveRange(_routes.Keys.Where(key => !kept.Contains(key))));
    }

    /// <summary>The form for people, without passwords.</summary>
    public override string ToString() => string.Join('\n', _routes.Values);

    /// <summary>The lasting form, passwords included.</summary>
    public string ToText() => string.Join('\n', _routes.Values.Select(route => route.ToText()));
}
