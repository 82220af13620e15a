using System.Reflection;
using System.Resources;

namespace Hikyaku.Mail.Settings;

/// <summary>The settings that one class declares as public or internal static readonly fields.</summary>
internal sealed record SettingGroup(IReadOnlyList<Setting> Settings)
{
    public static SettingGroup Of(Type declaring)
    {
        var texts = new ResourceManager(declaring.FullName!, declaring.Assembly);
        var settings = declaring.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => field.FieldType.IsAssignableTo(typeof(Setting)))
            .Select(field => (Setting)field.GetValue(null)!)
            .ToList();
        settings.ForEach(setting => setting.Texts = texts);
        return new SettingGroup(settings);
    }
}
