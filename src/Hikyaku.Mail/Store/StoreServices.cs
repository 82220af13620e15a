using Hikyaku.Mail.Changes;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hikyaku.Mail.Store;

/// <summary>Registers the store.</summary>
internal static class StoreServices
{
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new StoreLimits());
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<Mailstore>();
        services.AddSingleton<StoreLifetime>();
        services.AddSingleton<StoreCheck>();
        return services;
    }
}
