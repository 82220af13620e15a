using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>Which domains something is for: a domain, <c>.domain</c> for all below it, or <c>*</c> for all others.</summary>
public static class DomainPattern
{
    private const string Everything = "*";

    /// <summary>Gives a pattern its one form.</summary>
    public static bool TryNormalize(string text, out string pattern)
    {
        ArgumentNullException.ThrowIfNull(text);
        pattern = text;
        if (text == Everything)
        {
            return true;
        }

        var dot = text.StartsWith('.') ? "." : "";
        if (!DomainName.TryNormalize(text.AsSpan(dot.Length), out var domain))
        {
            return false;
        }

        pattern = dot + domain;
        return true;
    }

    /// <summary>What is given for a domain: by itself, by the closest domain above it, or for all.</summary>
    public static T? Find<T>(IReadOnlyDictionary<string, T> values, string domain)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(domain);
        if (values.Count == 0 || values.TryGetValue(domain, out var found))
        {
            return values.GetValueOrDefault(domain);
        }

        for (var dot = domain.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = domain.IndexOf('.', dot + 1))
        {
            if (values.TryGetValue(domain[dot..], out found))
            {
                return found;
            }
        }

        return values.GetValueOrDefault(Everything);
    }
}
