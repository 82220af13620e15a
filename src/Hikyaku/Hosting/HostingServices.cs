using Hikyaku.Control;
using Microsoft.Extensions.DependencyInjection;

namespace Hikyaku.Hosting;

internal static class HostingServices
{
    public static IServiceCollection AddHosting(this IServiceCollection services)
    {
        services.AddLogging();
        services.AddControl();
        services.AddSingleton<FirstStart>();
        services.AddSingleton<CertificateSetup>();
        return services;
    }
}
