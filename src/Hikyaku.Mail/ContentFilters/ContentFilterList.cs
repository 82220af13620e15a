using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>All content filters in the order in which they are asked, as the value of a setting.</summary>
public sealed class ContentFilterList
{
    private const int Most = 20;

    private ContentFilterList(ImmutableArray<ContentFilterOptions> all) => All = all;

    /// <summary>There are none.</summary>
    public static ContentFilterList None { get; } = new([]);

    /// <summary>The filters in their order.</summary>
    public ImmutableArray<ContentFilterOptions> All { get; }

    /// <summary>Whether one more fits.</summary>
    public bool HasRoom => All.Length < Most;

    /// <summary>Reads what <see cref="ToString"/> wrote: one filter a word.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ContentFilterList? list)
    {
        ArgumentNullException.ThrowIfNull(text);
        list = null;
        var read = ImmutableArray.CreateBuilder<ContentFilterOptions>();
        foreach (var word in text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (read.Count == Most || !ContentFilterOptions.TryParse(word, out var one) || read.Any(other => other.Name == one.Name))
                return false;
            read.Add(one);
        }

        list = new ContentFilterList(read.ToImmutable());
        return true;
    }

    /// <summary>The filter of a name, or null.</summary>
    public ContentFilterOptions? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    /// <summary>With one more at the end, or in the place of the one that has its name.</summary>
    public ContentFilterList With(ContentFilterOptions one) => Find(one.Name) is { } old ? new(All.Replace(old, one)) : new([.. All, one]);

    /// <summary>Without one.</summary>
    public ContentFilterList Without(string name) => new(All.RemoveAll(one => one.Name == name));

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', All);
}
