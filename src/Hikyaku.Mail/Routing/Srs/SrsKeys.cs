using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hikyaku.Mail.Routing.Srs;

/// <summary>The secrets for return addresses, newest first: that one signs, and all of them verify.</summary>
/// <remarks>Limits: <see cref="Most"/> keys.</remarks>
public sealed class SrsKeys
{
    private const int Most = 20;
    private const int FewestOctets = 16;

    private SrsKeys(ImmutableArray<SrsKey> all) => All = all;

    /// <summary>No keys: nothing is rewritten.</summary>
    public static SrsKeys None { get; } = new([]);

    /// <summary>The keys.</summary>
    public ImmutableArray<SrsKey> All { get; }

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SrsKeys? keys)
    {
        ArgumentNullException.ThrowIfNull(text);
        keys = null;
        var read = ImmutableArray.CreateBuilder<SrsKey>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var secret = new byte[word.Length];
            if (read.Count == Most || word.Split(':') is not [var day, var base64]
                || !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var made)
                || !Convert.TryFromBase64String(base64, secret, out var length) || length < FewestOctets)
            {
                return false;
            }

            read.Add(new SrsKey(made, [.. secret[..length]]));
        }

        keys = new SrsKeys(read.ToImmutable());
        return true;
    }

    /// <summary>The keys with a new one in front; those go that were replaced longer ago than an address lives.</summary>
    /// <param name="key">The new key.</param>
    /// <param name="maxAge">How long an address lives.</param>
    public SrsKeys With(SrsKey key, TimeSpan maxAge)
    {
        ArgumentNullException.ThrowIfNull(key);
        var left = ImmutableArray.CreateBuilder<SrsKey>();
        left.Add(key);
        for (var i = 0; i < All.Length && left.Count < Most; i++)
        {
            var replaced = i == 0 ? key.Made : All[i - 1].Made;
            if (key.Made.DayNumber - replaced.DayNumber <= maxAge.TotalDays + 1)
            {
                left.Add(All[i]);
            }
        }

        return new SrsKeys(left.ToImmutable());
    }

    /// <summary>The days on which the keys were made, without the keys.</summary>
    public override string ToString() => string.Join(' ', All);

    /// <summary>The lasting form.</summary>
    public string ToText() => string.Join(' ', All.Select(key => $"{key}:{Convert.ToBase64String(key.Secret.AsSpan())}"));
}
