using Hikyaku.Mail.Resolving;
using Hikyaku.Mail.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Protocols.Dns;

/// <summary>Registers the resolver.</summary>
internal static class DnsServices
{
    public static IServiceCollection AddDns(this IServiceCollection services) =>
        services.AddSettings(typeof(DnsSettings))
            .AddSingleton<IDnsResolver>(s =>
            {
                var settings = s.GetRequiredService<Settings>();
                return new DnsClientResolver(() => settings.Get(DnsSettings.Servers), () => settings.Get(DnsSettings.TrustAuthenticData));
            });

    public static IDnsResolver Unconfigured() => new DnsClientResolver(() => DnsSettings.Servers.DefaultValue, () => DnsSettings.TrustAuthenticData.DefaultValue);
}
