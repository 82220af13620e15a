using Hikyaku.Mail.Checks;
using Hikyaku.Mail.Directory;
using Hikyaku.Mail.Settings;
using Hikyaku.Tests.Directories;

namespace Hikyaku.Tests.Checks;

/// <summary>Settings of the checks with given values.</summary>
internal static class TestSettings
{
    public static async Task<Settings> With(params (string Key, string Value)[] values)
    {
        var settings = new Settings([SettingGroup.Of(typeof(CheckSettings))], new MemoryDirectoryStorage(), TimeProvider.System);
        foreach (var (key, value) in values)
        {
            TestDirectory.Done(await settings.Set(key, value, Actor.System, TestContext.Current.CancellationToken));
        }

        return settings;
    }
}
