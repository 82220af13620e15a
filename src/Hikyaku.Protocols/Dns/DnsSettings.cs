using System.Diagnostics.CodeAnalysis;
using System.Resources;
using Hikyaku.Mail.Settings;

namespace Hikyaku.Protocols.Dns;

/// <summary>The settings of look-ups.</summary>
public static class DnsSettings
{
    private static readonly ResourceManager Texts = new(typeof(DnsSettings).FullName!, typeof(DnsSettings).Assembly);

    internal static readonly Setting<DnsServers> Servers = new(
        "dns.servers",
        DnsServers.OfHost,
        new SettingType<DnsServers>(TryParse, static value => value.ToString(), static culture => Texts.GetString("Allowed", culture)!));

    internal static readonly Setting<DnsTrust> TrustAuthenticData = new("dns.trustAuthenticData", DnsTrust.Local, SettingTypes.Choice<DnsTrust>());

    private static bool TryParse(string text, [NotNullWhen(true)] out DnsServers? value) => DnsServers.TryParse(text, out value);
}
