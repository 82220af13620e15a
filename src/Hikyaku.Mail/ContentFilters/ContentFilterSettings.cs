using System.Diagnostics.CodeAnalysis;
using System.Resources;

using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.ContentFilters;

/// <summary>The settings of content filters.</summary>
public static class ContentFilterSettings
{
    private static readonly ResourceManager Texts = new(typeof(ContentFilterSettings).FullName!, typeof(ContentFilterSettings).Assembly);

    /// <summary>The programs that are asked; the command <c>content-filter</c> changes it.</summary>
    public static readonly Setting<ContentFilterList> Filters = new(
        "contentFilters.list",
        ContentFilterList.None,
        new SettingType<ContentFilterList>(TryParse, static value => value.ToString(), static culture => Texts.GetString("AllowedFilters", culture)!));

    private static bool TryParse(string text, [NotNullWhen(true)] out ContentFilterList? value) => ContentFilterList.TryParse(text, out value);
}
