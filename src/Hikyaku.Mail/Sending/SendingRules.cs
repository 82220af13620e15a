using System.Collections.Immutable;
using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Sending;

/// <summary>The limits of accounts, of domains, and for all (<c>*</c>), as the value of a setting: <c>who|name=number,…</c>, separated by spaces.</summary>
public sealed class SendingRules
{
    /// <summary>Everybody.</summary>
    public const string Everybody = "*";

    private const int Most = 20_000;

    private SendingRules(ImmutableSortedDictionary<string, SendingLimits> all) => All = all;

    /// <summary>Nothing is limited.</summary>
    public static SendingRules None { get; } = new(ImmutableSortedDictionary.Create<string, SendingLimits>(StringComparer.Ordinal));

    /// <summary>By account address, domain or <c>*</c>.</summary>
    public ImmutableSortedDictionary<string, SendingLimits> All { get; }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out SendingRules rules)
    {
        ArgumentNullException.ThrowIfNull(text);
        rules = None;
        var read = None.All.ToBuilder();
        foreach (var item in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (item.Split('|') is not [var who, var limits] || !TryNormalize(who, out var key) || !SendingLimits.TryParse(limits, out var value) || read.Count == Most)
            {
                return false;
            }

            read[key] = value;
        }

        rules = new SendingRules(read.ToImmutable());
        return true;
    }

    /// <summary>An account's address, a domain or <c>*</c> in its one form.</summary>
    public static bool TryNormalize(string who, out string key)
    {
        ArgumentNullException.ThrowIfNull(who);
        key = who;
        if (who == Everybody)
        {
            return true;
        }

        if (!who.Contains('@', StringComparison.Ordinal))
        {
            return DomainName.TryNormalize(who, out key!);
        }

        key = Address.TryParse(who, out var address) ? address.Canonical : "";
        return key.Length > 0 && !key.Contains('|', StringComparison.Ordinal) && !key.Contains(' ', StringComparison.Ordinal);
    }

    /// <summary>With other limits of one; none: without it.</summary>
    public SendingRules With(string key, SendingLimits? limits) =>
        new(limits is null || limits.ToString().Length == 0 ? All.Remove(key) : All.SetItem(key, limits));

    /// <summary>What holds for an account.</summary>
    /// <param name="account">Its canonical address.</param>
    public SendingLimits Of(string account)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (All.IsEmpty)
        {
            return SendingLimits.None;
        }

        return Get(account).Or(Get(account[(account.LastIndexOf('@') + 1)..])).Or(Get(Everybody));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', All.Select(pair => $"{pair.Key}|{pair.Value}"));

    private SendingLimits Get(string key) => All.GetValueOrDefault(key, SendingLimits.None);
}
