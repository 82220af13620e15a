using System.Collections.Immutable;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>The rules by domain: that of the domain itself, then of the closest <c>.domain</c> above it, then of <c>*</c>.</summary>
public sealed class RemoteTlsRules
{
    private readonly ImmutableSortedDictionary<string, RemoteTlsRule> _rules;

    private RemoteTlsRules(ImmutableSortedDictionary<string, RemoteTlsRule> rules) => _rules = rules;

    /// <summary>No rules.</summary>
    public static RemoteTlsRules None { get; } = new(ImmutableSortedDictionary.Create<string, RemoteTlsRule>(StringComparer.Ordinal));

    /// <summary>The rules by pattern.</summary>
    public IReadOnlyDictionary<string, RemoteTlsRule> All => _rules;

    /// <summary>Reads <c>pattern=rule</c>, separated by spaces or line ends.</summary>
    public static bool TryParse(string text, out RemoteTlsRules rules)
    {
        ArgumentNullException.ThrowIfNull(text);
        rules = None;
        var read = ImmutableSortedDictionary.CreateBuilder<string, RemoteTlsRule>(StringComparer.Ordinal);
        foreach (var item in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = item.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !DomainPattern.TryNormalize(item[..equals], out var pattern) || !RemoteTlsRule.TryParse(item[(equals + 1)..], out var rule))
            {
                return false;
            }

            read[pattern] = rule;
        }

        rules = new RemoteTlsRules(read.ToImmutable());
        return true;
    }

    /// <summary>The rules with one more, or another one for the same pattern.</summary>
    public RemoteTlsRules With(string pattern, RemoteTlsRule rule) => new(_rules.SetItem(pattern, rule));

    /// <summary>The rules without one.</summary>
    public RemoteTlsRules Without(string pattern) => new(_rules.Remove(pattern));

    /// <summary>The rule of a domain.</summary>
    public RemoteTlsRule Find(string domain) => DomainPattern.Find(_rules, domain) ?? RemoteTlsRule.Auto;

    /// <summary>The lasting form.</summary>
    public override string ToString() => string.Join('\n', _rules.Select(r => $"{r.Key}={r.Value}"));
}
