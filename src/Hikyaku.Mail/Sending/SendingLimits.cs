using System.Collections.Immutable;
using System.Globalization;

namespace Hikyaku.Mail.Sending;

/// <summary>How much an account may send. What is null comes from its domain, and then from the default; 0 is no limit.</summary>
public sealed record SendingLimits
{
    /// <summary>The greatest limit.</summary>
    public const int Most = 100_000_000;

    /// <summary>Nothing is chosen.</summary>
    public static SendingLimits None { get; } = new();

    /// <summary>The names of the limits as they are written, with what they count and in how many hours.</summary>
    public static ImmutableArray<(string Name, SentKind Kind, int Hours)> Known { get; } =
    [
        ("messages-per-hour", SentKind.Messages, 1),
        ("messages-per-day", SentKind.Messages, 24),
        ("recipients-per-hour", SentKind.Recipients, 1),
        ("recipients-per-day", SentKind.Recipients, 24),
        ("new-recipients-per-day", SentKind.NewRecipients, 24),
    ];

    /// <summary>The limits in the order of <see cref="Known"/>.</summary>
    public ImmutableArray<int?> Values { get; init; } = [.. new int?[5]];

    /// <summary>Whether a sudden change holds the account's mail; null: not chosen.</summary>
    public bool? IsWatched { get; init; }

    /// <summary>Reads <c>name=number</c>, separated by commas.</summary>
    public static bool TryParse(string text, out SendingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(text);
        limits = None;
        foreach (var word in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Split('=') is not [var name, var value] || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > Most)
            {
                return false;
            }

            var index = Known.IndexOf(Known.FirstOrDefault(known => known.Name == name));
            if (index < 0 && (name != "watch" || number > 1))
            {
                return false;
            }

            limits = index < 0 ? limits with { IsWatched = number == 1 } : limits.With(index, number);
        }

        return true;
    }

    /// <summary>With another limit.</summary>
    public SendingLimits With(int index, int? limit) => this with { Values = Values.SetItem(index, limit) };

    /// <summary>These, and where they choose nothing, the others.</summary>
    public SendingLimits Or(SendingLimits other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new SendingLimits { Values = [.. Values.Select((value, i) => value ?? other.Values[i])], IsWatched = IsWatched ?? other.IsWatched };
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var words = Values.Select((value, i) => value is { } number ? string.Create(CultureInfo.InvariantCulture, $"{Known[i].Name}={number}") : null)
            .Append(IsWatched is { } isWatched ? $"watch={(isWatched ? 1 : 0)}" : null);
        return string.Join(',', words.Where(word => word is not null));
    }
}
