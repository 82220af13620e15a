using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>The settings of how connections to other mail servers are protected.</summary>
public static class ProtectionSettings
{
    internal static readonly Setting<bool> MtaSts = new("remoteTls.mtaSts", true, SettingTypes.Flag);
}
