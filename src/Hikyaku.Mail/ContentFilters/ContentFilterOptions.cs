using System.Diagnostics.CodeAnalysis;
using System.Globalization;

using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>What the administrator chose about a content filter.</summary>
/// <param name="Name">Its name here: lower-case letters, digits, hyphens.</param>
/// <param name="Kind">The kind of program.</param>
/// <param name="EndPoint">Where it listens.</param>
public sealed record ContentFilterOptions(string Name, string Kind, FilterEndPoint EndPoint)
{
    private const int MaxName = 32;

    /// <summary>Whose mail it sees.</summary>
    public FilterScope Scope { get; init; } = FilterScope.Inbound;

    /// <summary>What becomes of mail while it fails.</summary>
    public FilterFallback Fallback { get; init; } = FilterFallback.Defer;

    /// <summary>The longest wait for one of its answers.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Larger messages pass without a look, in octets; 0: none is too large.</summary>
    public long MaxSize { get; init; }

    /// <summary>Whether a text can be a filter's name.</summary>
    public static bool IsName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= MaxName && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ContentFilterOptions? options)
    {
        ArgumentNullException.ThrowIfNull(text);
        options = null;
        var parts = text.Split('|');
        if (parts.Length != 7 || !IsName(parts[0]) || !IsName(parts[1]) || !FilterEndPoint.TryParse(parts[2], out var endPoint)
            || !Enum.TryParse<FilterScope>(parts[3], ignoreCase: true, out var scope) || !Enum.TryParse<FilterFallback>(parts[4], ignoreCase: true, out var fallback)
            || !TimeSpanText.TryParse(parts[5], out var timeout) || !long.TryParse(parts[6], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
        {
            return false;
        }

        options = new ContentFilterOptions(parts[0], parts[1], endPoint) { Scope = scope, Fallback = fallback, Timeout = timeout, MaxSize = size };
        return true;
    }

    /// <summary>Whether it sees this client's mail.</summary>
    public bool Sees(FilterClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return Scope == FilterScope.All || (Scope == FilterScope.Submission) == (client.Account is not null);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}|{Kind}|{EndPoint}|{Scope}|{Fallback}|{TimeSpanText.Format(Timeout)}|{MaxSize}");
}
