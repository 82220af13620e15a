using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Resources;
using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>The settings of how connections to other mail servers are protected.</summary>
public static class ProtectionSettings
{
    private static readonly ResourceManager Texts = new(typeof(ProtectionSettings).FullName!, typeof(ProtectionSettings).Assembly);

    /// <summary>What is asked of some domains; the command <c>tls</c> changes it.</summary>
    public static readonly Setting<RemoteTlsRules> Rules = new(
        "remoteTls.rules",
        RemoteTlsRules.None,
        new SettingType<RemoteTlsRules>(TryParse, static value => value.ToString(), static culture => Texts.GetString("AllowedRules", culture)!));

    internal static readonly Setting<bool> Dane = new("remoteTls.dane", true, SettingTypes.Flag);

    internal static readonly Setting<bool> MtaSts = new("remoteTls.mtaSts", true, SettingTypes.Flag);

    internal static readonly Setting<bool> Reports = new("tlsReports.send", true, SettingTypes.Flag);

    internal static readonly Setting<string> Contact = new("tlsReports.contact", "", SettingTypes.Text(254));

    internal static readonly Setting<ImmutableArray<string>> ReportAddresses = new(
        "tlsReports.addresses",
        [],
        new SettingType<ImmutableArray<string>>(TryParseAddresses, static value => string.Join(' ', value), static culture => Texts.GetString("AllowedAddresses", culture)!));

    internal static ProtectionChoice Choice(Settings.Settings settings) => new(settings.Get(Dane), settings.Get(MtaSts), settings.Get(Rules));

    private static bool TryParse(string text, [NotNullWhen(true)] out RemoteTlsRules? value) => RemoteTlsRules.TryParse(text, out value);

    private static bool TryParseAddresses(string text, out ImmutableArray<string> value)
    {
        var addresses = ImmutableArray.CreateBuilder<string>();
        value = [];
        foreach (var word in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Address.TryParse(word, out var address))
            {
                return false;
            }

            addresses.Add(address.Canonical);
        }

        value = addresses.ToImmutable();
        return true;
    }
}
