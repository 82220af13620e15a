using System.Collections.Immutable;
using System.Globalization;

namespace Hikyaku.Mail.Checks;

/// <summary>What was chosen about checks, as the value of a setting: <c>name=action:weight</c>, separated by spaces.</summary>
public sealed class CheckTable
{
    private const int Most = 200;

    private CheckTable(ImmutableSortedDictionary<string, CheckChoice> choices) => Choices = choices;

    /// <summary>Nothing was chosen.</summary>
    public static CheckTable None { get; } = new(ImmutableSortedDictionary.Create<string, CheckChoice>(StringComparer.Ordinal));

    /// <summary>By name; what is missing has its default.</summary>
    public ImmutableSortedDictionary<string, CheckChoice> Choices { get; }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, out CheckTable table)
    {
        ArgumentNullException.ThrowIfNull(text);
        table = None;
        var read = None.Choices.ToBuilder();
        foreach (var item in text.Split([' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var (equals, colon) = (item.IndexOf('=', StringComparison.Ordinal), item.LastIndexOf(':'));
            if (equals <= 0 || colon < equals || !IsName(item[..equals])
                || !Enum.TryParse<CheckAction>(item[(equals + 1)..colon], ignoreCase: true, out var action) || !Enum.IsDefined(action)
                || !int.TryParse(item[(colon + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var weight)
                || Math.Abs(weight) > CheckChoice.MaxWeight || read.Count == Most)
            {
                return false;
            }

            read[item[..equals]] = new CheckChoice(action, weight);
        }

        table = new CheckTable(read.ToImmutable());
        return true;
    }

    /// <summary>The table with another choice about one check.</summary>
    public CheckTable With(string name, CheckChoice choice) => new(Choices.SetItem(name, choice));

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(' ', Choices.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value.Action.ToString().ToLowerInvariant()}:{pair.Value.Weight}")));

    internal static bool IsName(string name) => name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
