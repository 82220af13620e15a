using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Routing;

/// <summary>The domains of other servers whose mail is taken here and kept until one of their better MX hosts takes it.</summary>
/// <remarks>Limits: <see cref="MaxRecipients"/> recipients of all of them together.</remarks>
public sealed class BackupDomains
{
    private const int MaxRecipients = 200_000;
    private readonly ImmutableSortedDictionary<string, FrozenSet<string>?> _domains;

    private BackupDomains(ImmutableSortedDictionary<string, FrozenSet<string>?> domains) => _domains = domains;

    /// <summary>None.</summary>
    public static BackupDomains None { get; } = new(ImmutableSortedDictionary.Create<string, FrozenSet<string>?>(StringComparer.Ordinal));

    /// <summary>The domains with the local parts that they have; null: not known, so that all are taken.</summary>
    public IReadOnlyDictionary<string, FrozenSet<string>?> All => _domains;

    /// <summary>Reads what <see cref="ToText"/> wrote: domains, separated by spaces or line ends, each with <c>=name,name</c> behind it where its recipients are known.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BackupDomains? domains)
    {
        ArgumentNullException.ThrowIfNull(text);
        domains = null;
        var read = ImmutableSortedDictionary.CreateBuilder<string, FrozenSet<string>?>(StringComparer.Ordinal);
        foreach (var word in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = word.Split('=', 2);
            if (!DomainName.TryNormalize(parts[0], out var domain) || !TryReadNames(parts.Length > 1 ? parts[1].Split(',') : null, domain, out var names))
            {
                return false;
            }

            read[domain] = names;
        }

        if (read.Values.Sum(names => names?.Count ?? 0) > MaxRecipients)
        {
            return false;
        }

        domains = new BackupDomains(read.ToImmutable());
        return true;
    }

    /// <summary>Reads recipients of a domain, as local parts or whole addresses; null: all are taken.</summary>
    public static bool TryReadNames(IReadOnlyList<string>? texts, string domain, out FrozenSet<string>? names)
    {
        names = null;
        if (texts is null)
        {
            return true;
        }

        var read = new HashSet<string>();
        foreach (var text in texts.Select(text => text.Trim()).Where(text => text.Length > 0))
        {
            // What needs quotes could not be told from what stands around it.
            if (!Address.TryParse(text.Contains('@') ? text : $"{text}@{domain}", out var address) || address.Domain != domain || address.ToString().StartsWith('"'))
            {
                return false;
            }

            read.Add(address.LocalPart.ToLowerInvariant());
        }

        names = read.ToFrozenSet();
        return true;
    }

    /// <summary>Whether the mail of a domain is taken.</summary>
    public bool Contains(string domain) => _domains.ContainsKey(domain);

    /// <summary>Whether a recipient of such a domain is one that it has, as far as that is known.</summary>
    public bool Has(Address address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!_domains.TryGetValue(address.Domain, out var names))
        {
            return false;
        }

        var localPart = address.LocalPart.ToLowerInvariant();
        var detail = localPart.IndexOf('+', StringComparison.Ordinal);
        return names is null || names.Contains(localPart) || (detail > 0 && names.Contains(localPart[..detail]));
    }

    /// <summary>The domains with one more, or other recipients of one.</summary>
    public BackupDomains With(string domain, FrozenSet<string>? names) => new(_domains.SetItem(domain, names));

    /// <summary>The domains without one.</summary>
    public BackupDomains Without(string domain) => new(_domains.Remove(domain));

    /// <summary>The domains, and how many recipients are known of each.</summary>
    public override string ToString() => string.Join(' ', _domains.Select(domain => domain.Value is { } names ? $"{domain.Key}({names.Count})" : domain.Key));

    /// <summary>The lasting form.</summary>
    public string ToText() => string.Join('\n', _domains.Select(domain => Text(domain.Key, domain.Value)));

    private static string Text(string domain, FrozenSet<string>? names) =>
        names is null ? domain : $"{domain}={string.Join(',', names.Order(StringComparer.Ordinal))}";
}
