using Hikyaku.Mail.Delivery.Protection;
using Hikyaku.Mail.Resolving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hikyaku.Protocols.Https;

/// <summary>Registers the HTTPS client.</summary>
internal static class HttpsServices
{
    public static IServiceCollection AddHttpsClient(this IServiceCollection services)
    {
        services.TryAddSingleton<IHttpsClient>(s => new HttpsClient(HttpsClient.Handler(s.GetRequiredService<IDnsResolver>()), s.GetRequiredService<TimeProvider>()));
        return services;
    }
}
