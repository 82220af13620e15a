using System.Globalization;
using System.Resources;

namespace Hikyaku.Commands;

/// <summary>The texts of the command line, in the language of the current culture.</summary>
internal static class CommandTexts
{
    private static readonly ResourceManager Texts = new("Hikyaku.Commands.CommandTexts", typeof(CommandTexts).Assembly);

    public static string Get(string key, params ReadOnlySpan<object?> values)
    {
        var text = Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
        return values.IsEmpty ? text : string.Format(CultureInfo.CurrentCulture, text, values);
    }
}
