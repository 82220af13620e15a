using Hikyaku.Mail;
using Hikyaku.Protocols.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Protocols.Metrics;

/// <summary>Registers this folder.</summary>
internal static class MetricsServices
{
    public static void AddMetricsListener(this IServiceCollection services)
    {
        services.AddSingleton<MetricsText>();
        services.AddSingleton<IServerPart>(s => s.GetRequiredService<MetricsText>());
        services.AddSession<MetricsSession>(ListenerProtocol.Metrics);
    }
}
