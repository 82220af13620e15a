using System.Globalization;
using System.Resources;

namespace Hikyaku.Hosting;

/// <summary>The texts of start, stop, configuration and doctor, in the language of the current culture.</summary>
internal static class HostingTexts
{
    private static readonly ResourceManager Texts = new("Hikyaku.Hosting.HostingTexts", typeof(HostingTexts).Assembly);

    public static string Get(string key, params ReadOnlySpan<object?> values)
    {
        var text = Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
        return string.Format(CultureInfo.CurrentCulture, text, values);
    }
}
