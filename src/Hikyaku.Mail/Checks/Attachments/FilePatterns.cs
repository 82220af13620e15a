using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Hikyaku.Mail.Checks.Attachments;

/// <summary>Patterns with <c>*</c> and <c>?</c>, separated by spaces; the case of letters does not matter.</summary>
/// <param name="All">The patterns.</param>
public sealed record FilePatterns(ImmutableArray<string> All)
{
    private const int Most = 1000;
    private const int Longest = 200;

    /// <summary>Nothing matches.</summary>
    public static FilePatterns None { get; } = new([]);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out FilePatterns patterns)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split([' ', ',', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        patterns = new FilePatterns([.. words]);
        return words.Length <= Most && !Array.Exists(words, word => word.Length > Longest || word.Any(char.IsControl));
    }

    /// <summary>The first pattern that the name matches, or null.</summary>
    public string? Match(ReadOnlySpan<char> name)
    {
        // Windows leaves dots and spaces at the end out.
        var meant = name.TrimEnd(" .");
        foreach (var pattern in All)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, meant, ignoreCase: true))
            {
                return pattern;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', All);
}
