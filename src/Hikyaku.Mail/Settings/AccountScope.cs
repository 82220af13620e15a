using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Settings;

/// <summary>The accounts that something is for: all, none, or those of some domains and addresses. Written <c>yes</c>, <c>no</c>, or as names.</summary>
public sealed class AccountScope
{
    private readonly bool _isAll;
    private readonly FrozenSet<string> _names;

    private AccountScope(bool isAll, IEnumerable<string> names) => (_isAll, _names) = (isAll, names.ToFrozenSet(StringComparer.Ordinal));

    /// <summary>No account.</summary>
    public static AccountScope None { get; } = new(false, []);

    /// <summary>Every account.</summary>
    public static AccountScope All { get; } = new(true, []);

    /// <summary>Reads the written form.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AccountScope? scope)
    {
        ArgumentNullException.ThrowIfNull(text);
        scope = null;
        if (SettingTypes.Flag.TryParse(text, out var isAll))
        {
            scope = isAll ? All : None;
            return true;
        }

        var names = new List<string>();
        foreach (var word in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var isRead = word.Contains('@', StringComparison.Ordinal)
                ? Address.TryParse(word, out var address) && Add(names, address.Canonical)
                : DomainName.TryNormalize(word, out var domain) && Add(names, domain);
            if (!isRead)
            {
                return false;
            }
        }

        scope = new AccountScope(false, names);
        return names.Count > 0;
    }

    /// <summary>Whether the account of an address is among them.</summary>
    /// <param name="address">Canonical.</param>
    public bool Contains(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return _isAll || (_names.Count > 0 && (_names.Contains(address) || _names.Contains(address[(address.LastIndexOf('@') + 1)..])));
    }

    /// <summary>The written form.</summary>
    public override string ToString() => _isAll ? "yes" : _names.Count == 0 ? "no" : string.Join(' ', _names.Order(StringComparer.Ordinal));

    private static bool Add(List<string> names, string name)
    {
        names.Add(name);
        return true;
    }
}
