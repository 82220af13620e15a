using System.Globalization;
using System.Resources;

namespace Hikyaku.Commands;

/// <summary>What import and export say, in the language of the current culture.</summary>
internal static class MigrationMessages
{
    private static readonly ResourceManager Texts = new("Hikyaku.Commands.MigrationMessages", typeof(MigrationMessages).Assembly);

    public static string Get(string key, params ReadOnlySpan<object?> values)
    {
        var text = Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
        return values.IsEmpty ? text : string.Format(CultureInfo.CurrentCulture, text, values);
    }
}
