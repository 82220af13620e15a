using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Directory;

/// <summary>The settings of this folder.</summary>
public static class DirectorySettings
{
    /// <summary>The domain of a sign-in name without one; empty: such names are unknown.</summary>
    public static readonly Setting<string> DefaultDomain = new("signIn.defaultDomain", "", SettingTypes.DomainOrNone);

    /// <summary>The fewest characters of a new password.</summary>
    public static readonly Setting<int> MinPasswordLength = new("account.minPasswordLength", 8, SettingTypes.Number(1, 128));
}
