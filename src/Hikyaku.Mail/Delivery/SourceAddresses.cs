using System.Collections.Immutable;
using Hikyaku.Mail.Delivery.Protection;

namespace Hikyaku.Mail.Delivery;

/// <summary>From where the mail of a sender's domain goes out: by the domain itself, by the closest <c>.domain</c> above it, or by <c>*</c>, which stands for reports too.</summary>
public sealed class SourceAddresses
{
    private readonly ImmutableSortedDictionary<string, SourceAddress> _sources;

    private SourceAddresses(ImmutableSortedDictionary<string, SourceAddress> sources) => _sources = sources;

    /// <summary>The system chooses.</summary>
    public static SourceAddresses None { get; } = new(ImmutableSortedDictionary.Create<string, SourceAddress>(StringComparer.Ordinal));

    /// <summary>The addresses by pattern.</summary>
    public IReadOnlyDictionary<string, SourceAddress> All => _sources;

    /// <summary>Reads <c>pattern=address,…</c>, separated by spaces or line ends.</summary>
    public static bool TryParse(string text, out SourceAddresses sources)
    {
        ArgumentNullException.ThrowIfNull(text);
        sources = None;
        var read = ImmutableSortedDictionary.CreateBuilder<string, SourceAddress>(StringComparer.Ordinal);
        foreach (var item in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = item.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !DomainPattern.TryNormalize(item[..equals], out var pattern) || !SourceAddress.TryParse(item[(equals + 1)..], out var source))
            {
                return false;
            }

            read[pattern] = source;
        }

        sources = new SourceAddresses(read.ToImmutable());
        return true;
    }

    /// <summary>The addresses with one more, or another one for the same pattern.</summary>
    public SourceAddresses With(string pattern, SourceAddress source) => new(_sources.SetItem(pattern, source));

    /// <summary>The addresses without one.</summary>
    public SourceAddresses Without(string pattern) => new(_sources.Remove(pattern));

    /// <summary>From where the mail of a domain goes out; null: the system chooses.</summary>
    /// <param name="domain">The domain of the sender; empty for the null path.</param>
    public SourceAddress? Find(string domain) => DomainPattern.Find(_sources, domain);

    /// <summary>The lasting form.</summary>
    public override string ToString() => string.Join('\n', _sources.Select(s => $"{s.Key}={s.Value}"));
}
