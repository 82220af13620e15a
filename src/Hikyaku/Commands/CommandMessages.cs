using System.Globalization;
using System.Resources;

namespace Hikyaku.Commands;

/// <summary>What the commands of the directory and the settings say, in the language of the current culture.</summary>
internal static class CommandMessages
{
    private static readonly ResourceManager Texts = new("Hikyaku.Commands.CommandMessages", typeof(CommandMessages).Assembly);

    public static string Get(string key, params ReadOnlySpan<object?> values)
    {
        var text = Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
        return values.IsEmpty ? text : string.Format(CultureInfo.CurrentCulture, text, values);
    }
}
