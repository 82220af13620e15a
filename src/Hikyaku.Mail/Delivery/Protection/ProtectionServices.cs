using Hikyaku.Mail.Delivery.Protection.Reporting;
using Hikyaku.Mail.Resolving;
using Hikyaku.Mail.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Delivery.Protection;

/// <summary>Registers the protection of outgoing connections.</summary>
internal static class ProtectionServices
{
    public static IServiceCollection AddProtection(this IServiceCollection services)
    {
        services.AddSettings(typeof(ProtectionSettings));
        services.AddSingleton(s => new MtaSts(
            s.GetRequiredService<IDnsResolver>(),
            s.GetRequiredService<IHttpsClient>(),
            s.GetRequiredService<IPolicyStorage>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<MtaSts>>()));
        services.AddSingleton(s =>
        {
            var settings = s.GetRequiredService<Settings.Settings>();
            return new RemoteProtection(
                new Dane(s.GetRequiredService<IDnsResolver>()), s.GetRequiredService<MtaSts>(), () => ProtectionSettings.Choice(settings), s.GetRequiredService<ILogger<RemoteProtection>>());
        });
        services.AddSingleton(s =>
        {
            var settings = s.GetRequiredService<Settings.Settings>();
            return new TlsCounts(s.GetRequiredService<ITlsReportStorage>(), () => settings.Get(ProtectionSettings.Reports), s.GetRequiredService<TimeProvider>());
        });
        services.AddTlsReports();
        return services.AddSingleton<IServerPart, ProtectionPart>();
    }
}
