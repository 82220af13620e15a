using System.Collections.Immutable;

namespace Hikyaku.Mail.Delivery;

/// <summary>Which smart host takes the mail of a domain: by the domain itself, then by the closest <c>.domain</c> above it, then by <c>*</c>; else its MX hosts.</summary>
public sealed class RemoteRoutes
{
    /// <summary>The pattern that all domains match.</summary>
    public const string Default = "*";

    private readonly ImmutableSortedDictionary<string, SmartHost> _routes;
    private readonly Dictionary<string, SmartHost> _byDestination = [];

    private RemoteRoutes(ImmutableSortedDictionary<string, SmartHost> routes)
    {
        _routes = routes;
        foreach (var host in routes.Values)
        {
            _byDestination[host.Destination] = host;
        }
    }

    /// <summary>No routes: all mail goes to the MX hosts.</summary>
    public static RemoteRoutes None { get; } = new(ImmutableSortedDictionary.Create<string, SmartHost>(StringComparer.Ordinal));

    /// <summary>The routes by pattern.</summary>
    public IReadOnlyDictionary<string, SmartHost> All => _routes;

    /// <summary>Reads what <see cref="ToText"/> wrote: <c>pattern=url</c>, separated by spaces or line ends.</summary>
    public static bool TryParse(string text, out RemoteRoutes routes)
    {
        routes = None;
        var read = ImmutableSortedDictionary.CreateBuilder<string, SmartHost>(StringComparer.Ordinal);
        foreach (var item in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = item.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !TryNormalize(item[..equals], out var pattern) || !SmartHost.TryParse(item[(equals + 1)..], out var host))
            {
                return false;
            }

            read[pattern] = host;
        }

        routes = new RemoteRoutes(read.ToImmutable());
        return true;
    }

    /// <summary>Gives a pattern its one form: <c>*</c>, a domain, or a domain after a dot.</summary>
    public static bool TryNormalize(string text, out string pattern)
    {
        pattern = text;
        if (text == Default)
        {
            return true;
        }

        var dot = text.StartsWith('.') ? "." : "";
        if (!Formats.Addresses.DomainName.TryNormalize(text.AsSpan(dot.Length), out var domain))
        {
            return false;
        }

        pattern = dot + domain;
        return true;
    }

    /// <summary>The routes with one more, or another one for the same pattern.</summary>
    public RemoteRoutes With(string pattern, SmartHost host) => new(_routes.SetItem(pattern, host));

    /// <summary>The routes without one.</summary>
    public RemoteRoutes Without(string pattern) => new(_routes.Remove(pattern));

    /// <summary>The smart host for a domain, or null when its MX hosts are to be used.</summary>
    public SmartHost? Find(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (_routes.IsEmpty)
        {
            return null;
        }

        if (_routes.TryGetValue(domain, out var found))
        {
            return found;
        }

        for (var dot = domain.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = domain.IndexOf('.', dot + 1))
        {
            if (_routes.TryGetValue(domain[dot..], out found))
            {
                return found;
            }
        }

        return _routes.GetValueOrDefault(Default);
    }

    /// <summary>The destination of a domain in the queue.</summary>
    public string DestinationOf(string domain) => Find(domain)?.Destination ?? domain;

    /// <summary>The smart host of a destination, or null when it is a domain.</summary>
    public SmartHost? OfDestination(string destination) => _byDestination.GetValueOrDefault(destination);

    /// <summary>The form for people, without passwords.</summary>
    public override string ToString() => string.Join('\n', _routes.Select(r => $"{r.Key}={r.Value}"));

    /// <summary>The lasting form, passwords included.</summary>
    public string ToText() => string.Join('\n', _routes.Select(r => $"{r.Key}={r.Value.ToUrl()}"));
}
