using System.Collections.Immutable;
using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Sending;

/// <summary>Addresses that accounts, or all accounts of a domain, may also write as; the value of a setting: <c>who|address</c>, separated by spaces.</summary>
/// <param name="All">In the order in which they were added; an address that starts with @ is a whole domain.</param>
public sealed record OtherSenders(ImmutableArray<(string Who, string Sender)> All)
{
    private const int Most = 20_000;

    /// <summary>There are none.</summary>
    public static OtherSenders None { get; } = new([]);

    /// <summary>Whether one more fits.</summary>
    public bool HasRoom => All.Length < Most;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out OtherSenders senders)
    {
        ArgumentNullException.ThrowIfNull(text);
        senders = None;
        var read = ImmutableArray.CreateBuilder<(string Who, string Sender)>();
        foreach (var item in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (item.Split('|') is not [var who, var sender] || !TryCreate(who, sender, out var one) || read.Count == Most)
            {
                return false;
            }

            read.Add(one);
        }

        senders = new OtherSenders(read.ToImmutable());
        return true;
    }

    /// <summary>Reads one as a person writes it.</summary>
    public static bool TryCreate(string who, string sender, out (string Who, string Sender) one)
    {
        ArgumentNullException.ThrowIfNull(sender);
        one = default;
        if (!SendingRules.TryNormalize(who, out var key))
        {
            return false;
        }

        var isDomain = sender.StartsWith('@');
        var isRead = isDomain ? DomainName.TryNormalize(sender.AsSpan(1), out var domain) : SendingRules.TryNormalize(sender, out domain!) && domain.Contains('@', StringComparison.Ordinal);
        one = (key, isDomain ? "@" + domain : domain ?? "");
        return isRead;
    }

    /// <summary>Whether an account may also write as that sender.</summary>
    /// <param name="account">Its canonical address.</param>
    /// <param name="sender">The sender.</param>
    public bool Allow(string account, Address sender)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(sender);
        var domain = account.AsSpan(account.LastIndexOf('@') + 1);
        foreach (var (who, also) in All)
        {
            var isMeant = who == SendingRules.Everybody || who == account || domain.SequenceEqual(who);
            if (isMeant && (also[0] == '@' ? sender.Domain.AsSpan().SequenceEqual(also.AsSpan(1)) : also == sender.Canonical))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', All.Select(one => $"{one.Who}|{one.Sender}"));
}
